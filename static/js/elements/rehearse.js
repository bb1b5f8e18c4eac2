// Around the log sheet of practice. It answers by itself, with a signal or without: nothing is kept, nothing is sent, and nothing here
// may know of the outbox (docs/decisions/0030).
import { fill } from "../phone/fill.js";
import { complete, right } from "../phone/missing.js";

class Rehearse extends HTMLElement {
  connectedCallback() {
    [this.form, this.opened] = [this.querySelector("form"), performance.now()];
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("input", ({ target }) => right(this.form, target.name));
  }

  submitted(event) {
    event.preventDefault();
    if (!complete(this.form)) return;
    const piece = document.importNode(this.querySelector("[data-done]").content, true);
    const label = this.form.querySelector("[name=advisor]:checked").closest("label");
    const who = label.querySelector("span:not(.av):not(.sr)").firstChild.data.trim();
    fill(piece, { who, seconds: Math.max(1, Math.round((performance.now() - this.opened) / 1000)) });
    this.replaceChildren(piece);
    this.querySelector("h1").focus();
    scrollTo(0, 0);
  }
}

customElements.define("fw-rehearse", Rehearse);
