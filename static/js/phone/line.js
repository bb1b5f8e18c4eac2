// One line of the list of what waits: what it is, since when, why it is still here, and what can be done about it.
import { moment } from "./days.js";
import { fill, place } from "./fill.js";

const ON_SERVER = ["invalid", "different", "withdrawn"]; // its words are there, or are wanted by nobody

// `name` says which list; `row` is the outbox's. The templates are those of `page`.
export function line(page, name, { id, about, at, why, frozen, exported, fields }) {
  const piece = document.importNode(page.querySelector(`[data-row=${name}]`).content, true);
  const reasons = page.querySelector("[data-reasons]").content, reason = reasons.querySelector(`[data-why="${why}"]`) ?? reasons.querySelector("[data-why=other]");
  const details = Object.values(fields ?? {}).flat().filter((words) => typeof words === "string");
  piece.querySelector("li").dataset.id = id;
  place(piece, about.card, page.querySelector("[data-places]"));
  fill(piece, { ...about, at: moment(at), why: [reason.textContent, ...details].join(" ") });
  for (const [what, not] of [
    ["[data-do=take-back]", frozen], // it may have left
    ["[data-do-mend]", !["invalid", "different"].includes(why)],
    ["[data-do=resend]", ON_SERVER.includes(why)],
    ["[data-do=let-go]", !exported && !ON_SERVER.includes(why)],
  ]) for (const button of piece.querySelectorAll(what)) button.hidden = not;
  return piece;
}
