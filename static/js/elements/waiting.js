// What is still on this phone, whose it is, why it is still here, and what can be done about it.
import { able } from "../outbox/able.js";
import { asFile, letGo, resend, rows, sendNow, takeBack, waiting } from "../outbox/outbox.js";
import { download } from "../phone/download.js";
import { fill, said } from "../phone/fill.js";
import { shown } from "../phone/here.js";
import { line } from "../phone/line.js";

class Waiting extends HTMLElement {
  async connectedCallback() {
    if (!able()) return this.says("insecure");
    await shown;
    this.addEventListener("click", (event) => this.act(event));
    document.addEventListener("fw:outbox", () => this.show());
    await this.show();
  }

  async show() {
    const [mine, how] = await Promise.all([rows(), waiting()]), today = new Date().toDateString();
    const lists = {
      saved: mine.filter(({ state }) => state === "saved"),
      attention: mine.filter(({ state }) => state === "attention"),
      sent: mine.filter(({ state, sentAt }) => state === "sent" && new Date(sentAt).toDateString() === today).reverse(),
    };
    for (const [name, list] of Object.entries(lists)) this.list(name, list);
    this.headline(how);
    this.says(how.saved ? (["signed_out", "not_our_server"].includes(how.stopped) ? how.stopped : "waits") : how.attention ? "" : "none");
    const held = this.querySelector("[data-held]"), unsent = how.saved + how.attention;
    held.hidden = !how.held;
    fill(held, { n: how.held });
    this.querySelector("[data-section=sent]").hidden = !lists.sent.length;
    for (const part of this.querySelectorAll("[data-dock], [data-hint], [data-do=file]")) part.hidden = !unsent;
  }

  headline({ saved, attention }) {
    const line = this.querySelector("[data-headline]"), { none, one, many, attentionOne, attentionMany } = line.dataset;
    const words = saved ? (saved === 1 ? one : many) : attention ? (attention === 1 ? attentionOne : attentionMany) : none;
    line.textContent = said(words, { n: saved || attention });
  }

  says(what) {
    for (const words of this.querySelectorAll("[data-says]")) words.hidden = words.dataset.says !== what;
  }

  // Made anew only when something changed: what is being reached for stays where it is.
  list(name, found) {
    const list = this.querySelector(`[data-list=${name}]`), now = JSON.stringify(found.map(({ id, why, frozen, exported }) => [id, why, frozen, exported]));
    if (list.dataset.now === now) return;
    [list.hidden, list.dataset.now] = [!found.length, now];
    const focused = this.contains(document.activeElement) && list.contains(document.activeElement);
    list.replaceChildren(...found.map((row) => line(this, name, row)));
    if (focused) (list.querySelector("button, a") ?? this.querySelector("a")).focus();
  }

  async act({ target }) {
    const button = target.closest("button[data-do]"), id = target.closest("li")?.dataset.id;
    if (!button) return;
    button.disabled = true;
    try {
      await { send: sendNow, resend: () => resend(id), "take-back": () => takeBack(id), file: () => this.file(), "file-one": () => this.file(), "let-go": () => this.letGo(id) }[button.dataset.do]();
    } finally {
      button.disabled = false;
      await this.show();
    }
  }

  file = async () => download(await asFile());

  async letGo(id) {
    const dialog = this.querySelector("[data-sure]").content.firstElementChild.cloneNode(true);
    this.append(dialog);
    dialog.showModal();
    await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
    dialog.remove();
    if (dialog.returnValue === "go") await letGo(id, { settled: true });
  }
}

customElements.define("fw-waiting", Waiting);
