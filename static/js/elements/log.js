// The log form over a card, or in the place of its own page: filled on the phone, so that it opens at once, with a signal or without.
import { able } from "../outbox/able.js";
import { rows } from "../outbox/outbox.js";
import { draft, forget } from "../phone/draft.js";
import { shown } from "../phone/here.js";
import { brought, pack } from "../phone/pack.js";
import { logForm } from "../phone/sheet.js";
import "./save.js";

const PATIENCE = 4_000; // milliseconds for the leader's own pack, then the form comes from the server

class Log extends HTMLElement {
  connectedCallback() {
    this.dialog = this.querySelector("dialog");
    if (!this.dialog) return this.page();
    if (!able()) return;
    if (navigator.serviceWorker?.controller) this.ready = this.prepared();
    document.addEventListener("click", (event) => this.clicked(event));
    this.dialog.addEventListener("cancel", () => forget().catch(() => {})); // Escape
    this.dialog.addEventListener("click", ({ target }) => (target.closest("[data-close]") || target === this.dialog) && forget().catch(() => {}));
    this.resume().catch(() => {});
  }

  // { pack, template }, or null where the phone has not got both.
  async prepared() {
    await shown;
    const kept = (await pack()) ?? (await brought(PATIENCE));
    const template = kept && (await this.template());
    return template && { pack: kept, template };
  }

  async template() {
    if (!this.dialog) return this.querySelector("[data-form]");
    const answer = await fetch(this.dataset.sheet, { redirect: "manual" }); // to sign in, where nobody is any more
    return answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-form]");
  }

  clicked(event) {
    const link = event.target.closest("a[data-log]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open(link.href, link.dataset.edition).catch(() => false).then((there) => there || location.assign(link.href));
  }

  async open(address, edition) {
    if (this.dialog.open) return true;
    const ready = (await this.ready?.catch(() => null)) ?? (await (this.ready = this.prepared()));
    const form = ready && (await this.filled(ready, address, edition));
    if (!form) return false;
    this.dialog.replaceChildren(form);
    this.querySelector("fw-sheet").open();
    return true;
  }

  async filled({ pack, template }, address, edition) {
    const { searchParams } = new URL(address, location.href);
    const last = (await rows()).filter(({ kind }) => kind === "session").map(({ about }) => about.advisor).reverse();
    return logForm(template, pack, { slug: searchParams.get("card"), edition, chosen: Number(searchParams.get("for")), last });
  }

  // The phone closed the page while somebody was writing: the sheet opens as they left it.
  async resume() {
    await shown;
    const link = document.querySelector("a[data-log]");
    if (link && (await draft(new URL(link.href).searchParams.get("card")))) await this.open(link.href, link.dataset.edition);
  }

  async page() {
    const ready = able() && (await this.prepared().catch(() => null)), form = ready && (await this.filled(ready, location.href));
    form ? this.replaceChildren(form) : (this.querySelector("[data-no-pack]").hidden = false);
  }
}

customElements.define("fw-log", Log);
