// How much room is left in a box while it is typed in: of the box, or of its fullest line where each line has a limit.
class Left extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.getAttribute("for"));
    this.box?.addEventListener("input", () => this.say());
    if (this.box) this.say();
  }

  say() {
    const each = Number(this.dataset.longest);
    const limit = each || Number(this.dataset.most);
    const longest = each ? Math.max(...this.box.value.split("\n").map((line) => line.trim().length)) : this.box.value.length;
    const left = limit - longest;
    this.dataset.state = left < 0 ? "over" : "within";
    this.textContent = (left < 0 ? this.dataset.over : this.dataset.words).replace("{n}", Math.abs(left));
  }
}

customElements.define("fw-left", Left);
