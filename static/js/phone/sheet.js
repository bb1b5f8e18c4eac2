// The log form as the server drew it for nobody, filled with this leader's people and with what the card suggests.
import { fill, only, place } from "./fill.js";

const RECENT = 4;

// `last`: ids of advisors, those logged last on this phone first. Null where the card is not in the pack.
export function logForm(template, pack, { slug, edition, chosen, last }) {
  const card = pack.cards.find((one) => one.slug === slug);
  if (!card) return null;
  const piece = document.importNode(template.content, true), form = piece.querySelector("form");
  only(piece, card.care_first ? "care" : "steps");
  place(piece, slug, piece.querySelector("[data-places]"));
  fill(piece, { name: pack.user.name });
  form.dataset.suit = card.suit;
  form.querySelector("[data-close]").href = `/cards/${slug}/`;
  for (const [name, value] of Object.entries({ id: crypto.randomUUID(), card: slug, edition: edition || card.edition, come_back: card.come_back, next_step: card.next_step })) {
    form.elements[name].value = value;
  }
  people(form, pack, chosen, last);
  return piece;
}

// The few likeliest first, as on the server's own form: the one chosen before the card, then those coached last, then the alphabet.
function people(form, { advisors, teams }, chosen, last) {
  const list = form.querySelector(".pick"), all = list.querySelector(".pick__all"), place = (id) => (last.includes(id) ? last.indexOf(id) : last.length);
  const order = [...advisors].sort((one, other) =>
    (other.id === chosen) - (one.id === chosen) || place(one.id) - place(other.id) || (other.last_held_on ?? "").localeCompare(one.last_held_on ?? ""));
  const recent = order.slice(0, RECENT), rest = advisors.filter((one) => !recent.includes(one));
  for (const one of recent) all.before(label(form, one, teams, chosen));
  for (const one of rest) list.append(label(form, one, teams, chosen, "pick__rest"));
  all.querySelector("input").ariaLabel = all.querySelector("input").dataset.label.replace("{n}", advisors.length);
  all.querySelector(".av").textContent = advisors.length;
  if (!rest.length) all.remove();
  list.hidden = !advisors.length;
  form.querySelector("[data-nobody]").hidden = Boolean(advisors.length);
}

function label(form, { id, known_as, name, initials, team }, teams, chosen, css = "") {
  const row = document.importNode(form.querySelector("[data-person]").content.firstElementChild, true), input = row.querySelector("input");
  Object.assign(input, { value: id, checked: id === chosen });
  row.className = css;
  row.querySelector(".av").textContent = initials;
  const full = row.querySelector(".sr");
  full.before(known_as);
  full.textContent = ` ${name}${teams.length > 1 ? `, ${teams.find((one) => one.id === team)?.name}` : ""}`;
  return row;
}
