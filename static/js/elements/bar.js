// On every page, while it is so: what waits on this phone, and that somebody's attention is needed. It leads to the list.
import { able } from "../outbox/able.js";
import { waiting } from "../outbox/outbox.js";
import { said } from "../phone/fill.js";

class Bar extends HTMLElement {
  connectedCallback() {
    if (!able()) return;
    this.link = this.querySelector("a");
    document.addEventListener("fw:outbox", ({ detail }) => this.show(detail));
    waiting().then((how) => this.show(how), () => {});
  }

  show({ saved, attention, held, stopped }) {
    const words = this.link.dataset, parts = [];
    if (attention) parts.push(said(words.attention, { n: attention }));
    if (saved) parts.push(said(stopped === "signed_out" ? words.signedOut : words.saved, { n: saved }));
    if (held) parts.push(said(words.held, { n: held }));
    const text = parts.join(" · ");
    this.hidden = !text || location.pathname === this.link.pathname;
    if (this.link.textContent !== text) this.link.textContent = text;
  }
}

customElements.define("fw-bar", Bar);
document.querySelector(".skip")?.after(document.getElementById("bar").content);
