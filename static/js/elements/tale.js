// Around the form that tells a story: what is typed is kept, and what is saved goes through the outbox, as a coaching moment does.
// Where the browser can keep nothing, and for words that are on the server already, the form goes there as it does without JavaScript.
import { NotSaved, able } from "../outbox/able.js";
import { rows, save, waiting } from "../outbox/outbox.js";
import { draft, forget, restore, write } from "../phone/draft.js";
import { shown } from "../phone/here.js";
import { pack } from "../phone/pack.js";
import { remember, tell } from "../phone/told.js";
import { story } from "../phone/words.js";

const PAUSE = 250, A_WHILE = 5_000, ABOUT = "a story"; // milliseconds: until a draft is written; for the receipt, before the next page

class Tale extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    if (!able() || "change" in this.dataset) return;
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("input", () => this.typed());
    this.begin().catch(() => {});
  }

  async begin() {
    await shown;
    if ("blank" in this.dataset) await this.fill();
    const refused = this.form.querySelector("[aria-invalid=true]"), left = refused ? null : await draft(ABOUT);
    if (left) restore(this.form, left);
    for (const box of this.form.querySelectorAll("textarea")) box.dispatchEvent(new Event("input"));
  }

  // The page that lies on the phone was made for nobody.
  async fill() {
    const { advisors } = (await pack()) ?? { advisors: [] };
    this.form.elements.id.value = crypto.randomUUID();
    this.form.elements.advisor.append(...advisors.map(({ id, known_as }) => new Option(known_as, id)));
  }

  typed() {
    for (const line of this.querySelectorAll("[data-not-saved], [data-incomplete]")) line.hidden = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saved || write(ABOUT, this.form).catch(() => {}), PAUSE);
  }

  async submitted(event) {
    const { submitter } = event, offline = !navigator.onLine;
    const words = story(this.form, (this.at ??= new Date().toISOString()), offline, submitter?.name !== "keep");
    if (!words && !offline && !("blank" in this.dataset)) return; // the server says what is missing
    event.preventDefault();
    if (!words) return void (this.querySelector("[data-incomplete]").hidden = false);
    submitter.disabled = true;
    try {
      await save("story", words.id, words.body, words.about);
      this.saved = true;
      await forget().catch(() => {});
      await this.leave(words);
    } catch (error) {
      this.notSaved(error instanceof NotSaved ? error.why : error.name);
    }
    submitter.disabled = false;
  }

  // On to the story, once the server has it; to what waits, where it has not.
  async leave({ id, news }) {
    const until = performance.now() + (navigator.onLine ? A_WHILE : 0), state = async () => (await rows()).find((row) => row.id === id)?.state;
    while ((await state()) === "saved" && performance.now() < until && !(await waiting()).stopped) await new Promise((resolve) => setTimeout(resolve, 50));
    const sent = (await state()) === "sent";
    if (!sent && !navigator.serviceWorker?.controller) return void (tell(news), (this.inert = true));
    if (sent) remember(news); // what waits is said there
    location.assign(sent ? `/stories/${id}/` : "/waiting/");
  }

  notSaved(why) {
    const notice = this.querySelector("[data-not-saved]"), words = [...notice.querySelectorAll("[data-why]")];
    for (const one of words) one.hidden = one !== (words.find(({ dataset }) => dataset.why === why) ?? words[0]);
    if (why === "frozen") [this.form.elements.id.value, this.at] = [crypto.randomUUID(), null];
    notice.hidden = false;
    notice.focus();
  }
}

customElements.define("fw-tale", Tale);
