// How many characters are left, shown beside the box and said when few are.
class Count extends HTMLElement {
  connectedCallback() {
    this.box = document.getElementById(this.getAttribute("for"));
    this.limit = Number(this.box?.getAttribute("maxlength"));
    this.box?.addEventListener("input", () => this.say());
    if (this.box) this.say();
  }

  say() {
    const left = this.limit - this.box.value.length;
    this.hidden = left > this.limit / 2;
    this.textContent = this.dataset.words.replace("{n}", left);
  }
}

customElements.define("fw-count", Count);
