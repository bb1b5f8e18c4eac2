// Reading out at a huddle: arrow keys, the space bar or a tap anywhere go on. The links do the same by themselves.
// A screen may hang there for hours: a story that is taken back, or off the list, leaves it within half a minute.
const OFTEN = 30_000; // milliseconds

class Wall extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", ({ target }) => target.closest("article") && this.go("next"));
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    setInterval(() => this.look(), OFTEN);
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("a, button")) return;
    const where = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
    if (where && this.go(where)) event.preventDefault();
  }

  go(where) {
    const link = this.querySelector(`a[rel=${where}]`);
    link?.click();
    return Boolean(link);
  }

  // No signal is no answer: it is asked again.
  async look() {
    const answer = await fetch(this.dataset.story, { redirect: "manual", cache: "no-store" }).catch(() => null);
    if (!answer || answer.type !== "basic" || answer.status >= 500) return;
    if (answer.ok && (await answer.text()).includes("data-published")) return;
    this.hidden = true;
    location.replace(this.dataset.first);
  }
}

customElements.define("fw-wall", Wall);
