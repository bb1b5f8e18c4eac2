// Around a form that is saved on the phone first and sent from there, with a signal or without: one way, whatever the weather. Where the
// browser can keep nothing (plain http), the form goes to the server as it does without JavaScript.
import { NotSaved, able } from "../outbox/able.js";
import { rows, save, waiting } from "../outbox/outbox.js";
import { draft, forget, restore, write } from "../phone/draft.js";
import { shown } from "../phone/here.js";
import { complete, right } from "../phone/missing.js";
import { remember, tell } from "../phone/told.js";
import { answer, session } from "../phone/words.js";
const PAUSE = 250, A_MOMENT = 1_200, A_WHILE = 5_000; // milliseconds: until a draft is written; for the receipt, before the next page

class Save extends HTMLElement {
  connectedCallback() {
    if (!able() || this.form) return;
    [this.form, this.opened] = [this.querySelector("form"), performance.now()];
    this.about = this.dataset.about || (this.dataset.kind === "session" ? this.form.elements.card.value : this.dataset.id);
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("input", (event) => this.changed(event));
    shown.then(() => draft(this.about)).then((left) => left && ((this.opened = NaN), restore(this.form, left))).catch(() => {});
  }

  changed({ target }) {
    right(this.form, target.name);
    this.querySelector("[data-not-saved]").hidden = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saved || write(this.about, this.form).catch(() => {}), PAUSE);
  }

  async submitted(event) {
    event.preventDefault();
    const button = event.target.querySelector("[type=submit]");
    if (button.disabled || !complete(this.form)) return;
    button.disabled = true;
    try {
      await this.save();
    } catch (error) {
      this.notSaved(error instanceof NotSaved ? error.why : error.name);
    }
    button.disabled = false;
  }

  async save() {
    await shown;
    if (!this.at) [this.at, this.took] = [new Date().toISOString(), Math.round(performance.now() - this.opened)]; // the second tap on Save is the same moment as the first
    const { kind } = this.dataset, offline = !navigator.onLine || (await waiting()).stopped === "no_contact", { form, at, took } = this;
    const { id, body, about, news } = kind === "session" ? session(form, at, offline, took) : answer(form, at, this.dataset);
    await save(kind, id, body, about);
    this.saved = true;
    await forget().catch(() => {});
    return this.leave(id, news);
  }

  // On to the next page, as soon as the receipt is there or a moment has passed. Where no page would come, the news comes here.
  async leave(id, news) {
    const byItself = navigator.serviceWorker?.controller, until = performance.now() + (navigator.onLine ? (byItself ? A_MOMENT : A_WHILE) : 0);
    const state = async () => (await rows()).find((row) => row.id === id)?.state;
    while ((await state()) === "saved" && performance.now() < until && !(await waiting()).stopped) await new Promise((resolve) => setTimeout(resolve, 50));
    if ((await state()) === "sent" || byItself) {
      remember(news);
      location.assign(this.dataset.back);
    } else {
      tell(news);
      this.closest("dialog")?.close();
      this.inert = true;
    }
  }

  // Nothing was kept: said so, with the words still in the form.
  notSaved(why) {
    const notice = this.querySelector("[data-not-saved]"), words = [...notice.querySelectorAll("[data-why]")];
    const found = words.find(({ dataset }) => dataset.why === why) ?? words[0];
    for (const one of words) one.hidden = one !== found;
    if (why === "frozen" && this.form.elements.id) [this.form.elements.id.value, this.at] = [crypto.randomUUID(), null];
    notice.hidden = false;
    notice.focus();
  }
}

customElements.define("fw-save", Save);
