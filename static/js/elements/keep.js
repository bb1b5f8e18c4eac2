// Around a form that goes to the server and nowhere else: what is typed stays on this phone until it went, and that it needs a signal is said
// beside the words, not in passing.
import { able } from "../outbox/able.js";
import { draft, forget, restore, write } from "../phone/draft.js";
import { shown } from "../phone/here.js";

const PAUSE = 250; // milliseconds until it is written down

class Keep extends HTMLElement {
  async connectedCallback() {
    [this.about, this.place] = [this.dataset.about, `typed-${this.dataset.about}`];
    for (const failure of ["htmx:sendError", "htmx:timeout"]) this.addEventListener(failure, (event) => this.unsent(event));
    this.addEventListener("htmx:beforeOnLoad", (event) => this.heard(event));
    if (!able()) return;
    await shown;
    const left = await draft(this.about, this.place).catch(() => null);
    if (left && !this.querySelector("[aria-invalid=true]")) restore(this.querySelector("form"), left);
    this.addEventListener("input", () => this.typed());
  }

  typed() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => write(this.about, this.querySelector("form"), this.place).catch(() => {}), PAUSE);
  }

  // In the place of what app.js says in passing.
  unsent(event) {
    event.stopPropagation();
    const notice = this.querySelector("[data-no-signal]");
    notice.hidden = false;
    notice.focus();
  }

  // It went: no longer typed and not sent, before the next page asks. What was refused stays.
  async heard(event) {
    this.querySelector("[data-no-signal]").hidden = true;
    const to = event.detail.xhr.getResponseHeader("HX-Redirect");
    if (!to || !able()) return;
    event.preventDefault();
    clearTimeout(this.timer);
    await forget(this.place).catch(() => {});
    location.assign(to);
  }
}

customElements.define("fw-keep", Keep);
