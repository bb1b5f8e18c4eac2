// A check-back in the place of its own page, filled from the pack: what they said they would try, and how it is going.
import { able } from "../outbox/able.js";
import { rows } from "../outbox/outbox.js";
import { day, today } from "../phone/days.js";
import { fill, only, place } from "../phone/fill.js";
import { shown } from "../phone/here.js";
import { pack } from "../phone/pack.js";
import "./save.js";

class CheckBack extends HTMLElement {
  async connectedCallback() {
    const id = location.pathname.split("/").at(-2), there = able() && (await this.found(id).catch(() => null));
    if (!there) this.querySelector("[data-no-pack]").hidden = false;
    else if (there.answered) this.replaceChildren(this.querySelector("[data-answered]").content);
    else this.replaceChildren(this.filled(there));
  }

  async found(id) {
    await shown;
    const kept = await pack(), row = kept?.check_backs.find((one) => one.id === id);
    const answered = (await rows()).some((one) => one.id === id);
    return answered ? { answered } : row && { kept, row };
  }

  filled({ kept, row }) {
    const piece = document.importNode(this.querySelector("[data-form]").content, true), form = piece.querySelector("form");
    const person = kept.advisors.find(({ id }) => id === row.advisor), card = kept.cards.find(({ slug }) => slug === row.card);
    const zone = kept.teams.find(({ id }) => id === person?.team)?.time_zone;
    only(piece, row.said ? "said" : "unsaid");
    place(piece, row.card, piece.querySelector("[data-places]"));
    fill(piece, { ...row, ...person, title: row.title, held: day(row.held_on, today(zone)) });
    piece.querySelector("[data-card-link]").href = `/cards/${row.card}/`;
    piece.querySelector("h1").classList.toggle("huge--long", row.ask.length > 24);
    if (row.care_first) piece.querySelector(".answer__step").remove();
    else piece.querySelector(".answer__step").dataset.suit = card?.suit ?? "";
    Object.assign(form.parentNode.dataset, { id: row.id, session: row.session, who: person?.known_as ?? "", initials: person?.initials ?? "", card: row.card });
    form.elements.come_back.value = "none";
    return piece;
  }
}

customElements.define("fw-check-back", CheckBack);
