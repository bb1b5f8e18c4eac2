// Today without a signal: the check-backs and the likeliest moments from the leader's own pack, as it stood at the last contact.
import { able } from "../outbox/able.js";
import { rows } from "../outbox/outbox.js";
import { date, moment } from "../phone/days.js";
import { due } from "../phone/due.js";
import { fill, said } from "../phone/fill.js";
import { shown } from "../phone/here.js";
import { pack } from "../phone/pack.js";

const SHOWN = 6, ONCE = 30_000; // check-backs; milliseconds between two looks whether the server is there again

class Today extends HTMLElement {
  async connectedCallback() {
    if (!able()) return;
    await shown;
    document.addEventListener("fw:outbox", ({ detail }) => (detail.stopped ? this.show() : this.back()));
    await this.show();
  }

  // The server answers: its own Today is better.
  back() {
    const last = Number(sessionStorage.getItem("fw-back"));
    if (location.pathname !== "/" || Date.now() - last < ONCE) return;
    sessionStorage.setItem("fw-back", Date.now());
    location.reload();
  }

  async show() {
    const [kept, mine] = await Promise.all([pack(), rows()]);
    fill(this.querySelector(".topbar"), { date: date(), initials: kept?.user.initials });
    this.querySelector("[data-no-pack]").hidden = Boolean(kept);
    if (!kept) return;
    const open = due(kept, mine);
    this.headline(open.length);
    this.list(open.slice(0, SHOWN));
    const stamp = this.querySelector("[data-as-of]");
    stamp.hidden = false;
    stamp.textContent = said(stamp.dataset.words, { as_of: moment(Date.parse(kept.as_of)) });
    this.likely(kept.likely);
  }

  headline(n) {
    const line = this.querySelector("[data-headline]"), { none, one, many, numbers } = line.dataset;
    line.textContent = n ? said(n === 1 ? one : many, { words: numbers.split(" ")[n] ?? n }) : none;
  }

  list(due) {
    const list = this.querySelector("[data-due]"), row = this.querySelector("[data-row]");
    list.replaceChildren(...due.map((one) => {
      const piece = document.importNode(row.content, true), pill = piece.querySelector(".pill");
      fill(piece, one);
      piece.querySelector("a").href = `/check-backs/${one.id}/`;
      pill.textContent = pill.dataset[one.state];
      pill.classList.toggle("pill--now", one.state === "late");
      return piece;
    }));
    list.hidden = !due.length;
  }

  // The server wrote them all, and shows the first few.
  likely(slugs) {
    for (const one of document.querySelectorAll(".heards > li")) one.hidden = !slugs.includes(one.dataset.card);
  }
}

customElements.define("fw-today", Today);
