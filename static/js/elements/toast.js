// News from the app: announced, then gone by itself. It waits while somebody reaches for its button.
const SECONDS = 10;

class Toast extends HTMLElement {
  connectedCallback() {
    // A live region that is full when it appears is often not read out: fill it a moment later.
    const words = [...this.childNodes];
    this.replaceChildren();
    setTimeout(() => this.replaceChildren(...words), 100);
    this.wait();
    for (const reach of ["focusin", "pointerenter"]) this.addEventListener(reach, () => clearTimeout(this.timer));
    for (const leave of ["focusout", "pointerleave"]) this.addEventListener(leave, () => this.wait());
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.remove(), SECONDS * 1000);
  }

  disconnectedCallback() {
    clearTimeout(this.timer);
  }
}

customElements.define("fw-toast", Toast);
