// The Print button. It waits for the cards' own type: in another, a question would be set at the wrong size.
class Print extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this);
  }

  async handleEvent(event) {
    if (!event.target.closest("button")) return;
    await document.fonts.ready;
    print();
  }
}

customElements.define("fw-print", Print);
