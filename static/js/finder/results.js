// The page of results: the frame and the lines that the server made, filled in for one query.
import { find, marked } from "./finding.js";

// The page, and what is said of it aloud.
export function results(query, asked, data) {
  const narrowed = data.cards.filter((card) => ["kind", "mindset", "skill"].every((axis) => !asked.get(axis) || [asked.get(axis), null].includes(card[axis])));
  const { matches, harm } = find(query, narrowed, data.index);
  const page = document.createElement("template");
  page.innerHTML = data.frame;
  const part = (name) => page.content.querySelector(`[data-${name}]`);
  const rows = matches.map((match) => row(match, query, asked, data.index));
  part("q").textContent = query.length > 40 ? `${query.slice(0, 39)}…` : query;
  part("count").textContent = data.counts[matches.length];
  part("best").append(...rows.slice(0, data.best));
  part("more").querySelector("ul").append(...rows.slice(data.best));
  const some = matches.length > 0, seen = { harm, some, best: some, more: matches.length > data.best, nothing: !some };
  for (const name in seen) part(name).hidden = !seen[name];
  const whom = asked.get("for");
  if (whom) for (const link of page.content.querySelectorAll(".else a")) link.search += `${link.search ? "&" : "?"}for=${whom}`;
  return { page: page.content, said: `${harm ? part("harm").textContent : ""} ${data.counts[matches.length]}`.replace(/\s+/g, " ").trim() };
}

// One card: its words marked that it was found by; where it has none of them, the words that spoke for it.
function row({ card, because }, query, asked, index) {
  const item = document.createElement("li");
  item.innerHTML = card.html;
  item.querySelector("a").search = asked;
  const lines = [...item.querySelectorAll("[data-mark]")];
  for (const line of lines) line.replaceChildren(...marked(line.textContent, query, index).map(([text, on]) => (on ? mark(text) : text)));
  const why = item.querySelector("[data-because]");
  why.textContent = because.join("”, “");
  why.parentElement.hidden = !because.length || lines.some((line) => line.querySelector("mark"));
  return item;
}

function mark(text) {
  const element = document.createElement("mark");
  element.textContent = text;
  return element;
}
