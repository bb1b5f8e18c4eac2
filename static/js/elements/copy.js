// Copies what is in a field. There only where the browser can; the field itself can always be marked and copied by hand.
class Copy extends HTMLElement {
  connectedCallback() {
    this.hidden = !navigator.clipboard;
    this.querySelector("button").addEventListener("click", () => this.copy());
  }

  async copy() {
    const field = document.getElementById(this.getAttribute("for")), done = this.querySelector("[role=status]");
    field.select();
    await navigator.clipboard.writeText(field.value).then(() => (done.textContent = done.dataset.done), () => {}); // marked all the same
  }
}

customElements.define("fw-copy", Copy);
