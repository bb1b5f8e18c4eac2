// Telling the story: arrow keys, the space bar or a tap anywhere go on, and the screen stays lit. The links do the same by themselves.
const NEXT = ["ArrowRight", "ArrowDown", "PageDown", " "], BEFORE = ["ArrowLeft", "ArrowUp", "PageUp"];

class Tell extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", ({ target }) => target.closest("article") && this.go("next"));
    document.addEventListener("visibilitychange", () => this.light());
    this.light();
  }

  // A step that is too long for the screen is read to its end by the keys that always do that.
  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === " " && event.target.closest("a, button")) return;
    const where = NEXT.includes(event.key) ? "next" : BEFORE.includes(event.key) ? "prev" : "";
    const upright = /Down|Up| /.test(event.key) && document.documentElement.scrollHeight > innerHeight + 1;
    if (where && !upright && this.go(where)) event.preventDefault();
  }

  go(where) {
    const link = [...this.querySelectorAll(`a[rel=${where}]`)].find((one) => one.checkVisibility());
    link?.click();
    return Boolean(link);
  }

  light() {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  }
}

customElements.define("fw-tell", Tell);
