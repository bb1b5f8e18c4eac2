// Reading out at a huddle: arrow keys, the space bar or a tap anywhere go on. The links do the same by themselves.
class Wall extends HTMLElement {
  connectedCallback() {
    document.addEventListener("keydown", (event) => this.pressed(event));
    this.addEventListener("click", ({ target }) => target.closest("article") && this.go("next"));
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
}

customElements.define("fw-wall", Wall);
