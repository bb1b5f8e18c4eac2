// A bottom sheet: a real <dialog>. Who fills it opens it (log.js); it gives the focus back when it closes.
class Sheet extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    this.dialog.addEventListener("close", () => this.closed());
    this.dialog.addEventListener("click", (event) => this.clicked(event));
  }

  open() {
    if (this.dialog.open) return;
    this.opener = document.activeElement;
    this.dialog.showModal();
  }

  clicked(event) {
    const leave = event.target.closest("[data-close]");
    // A tap on the dialog itself, not on anything in it, is a tap on the backdrop.
    if (!leave && event.target !== this.dialog) return;
    event.preventDefault();
    this.dialog.close();
  }

  closed() {
    this.dialog.replaceChildren();
    this.opener?.focus();
  }
}

customElements.define("fw-sheet", Sheet);
