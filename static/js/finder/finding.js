// What is shown for a query. The twin of cards/finder/finding.py: a test runs both.
import { SCALE, rank } from "./ranking.js";
import { pieces, words } from "./words.js";

const MOST = 6, REASONS = 3, REASON = 3; // cards worth showing; words given as the reason, and the letters of one at least
const LEAD = 4 * SCALE; // the best stands out from the fourth by so much, or the words point nowhere
const HARM_BEFORE_A_CARD = 4 * SCALE, HARM_BEHIND_HARMLESS = SCALE;
const WORD = /[\p{L}\p{N}]+(?:['’‘ʼ´`][\p{L}\p{N}]+)*/gu;

// The cards among these that fit, best first: [{ card, points, because }], and whether somebody may come to harm.
export function find(query, cards, index) {
  const ranking = rank(query, index), { points } = ranking;
  const best = index.names.filter((name) => !name.startsWith("~")).map((name) => points[name]).sort((a, b) => b - a);
  const likeliest = Math.max(0, ...best), standsOut = best.length < 4 || best[0] - best[3] >= LEAD;
  const harm = speaksOfHarm(query, points, likeliest, index);
  const fits = likeliest > Math.max(0, points["~no-card"]) && standsOut;
  const order = cards.filter(({ slug }) => points[slug] > 0).sort((a, b) => points[b.slug] - points[a.slug] || a.number - b.number);
  const match = (card) => ({ card, points: points[card.slug], because: reasons(ranking, card.slug, index) });
  const matches = fits ? order.slice(0, MOST).map(match) : [];
  return { matches: harm ? careFirst(matches, cards) : matches, harm };
}

// By a plain sign of it, or because it is likelier than any card.
function speaksOfHarm(query, points, likeliest, index) {
  const asked = words(query);
  if (index.signs.some((sign) => asked.some((_, at) => said(sign, asked.slice(at))))) return true;
  return points["~harm"] > likeliest + HARM_BEFORE_A_CARD && points["~harm"] > points["~harmless"] - HARM_BEHIND_HARMLESS;
}

const said = (sign, asked) => sign.every((part, at) => at in asked && is(part, asked[at]));
const is = (part, word) => (part.endsWith("*") ? word.startsWith(part.slice(0, -1)) : word === part);

// The words that speak most for a card, in the order they were typed.
function reasons({ byWord }, name, index) {
  const given = new Map(byWord.filter(([word, points]) => points[name] > 0 && [...word].length >= REASON && tells(word, index)).map(([word, points]) => [word, points[name]]));
  const most = [...given.keys()].sort((a, b) => given.get(b) - given.get(a)).slice(0, REASONS);
  return [...given.keys()].filter((word) => most.includes(word));
}

// The text in pieces, each with whether the query asked for it: [[text, asked], …].
export function marked(text, query, index) {
  const asked = words(query).filter((word) => tells(word, index));
  const cut = [];
  let end = 0;
  for (const found of text.matchAll(WORD)) {
    const word = words(found[0]).join("");
    if (!tells(word, index) || !asked.some((other) => alike(word, other))) continue;
    cut.push([text.slice(end, found.index), false], [found[0], true]);
    end = found.index + found[0].length;
  }
  return [...cut, [text.slice(end), false]].filter(([piece]) => piece);
}

// Whether a word tells cards apart. A slip of a common word does not, either.
function tells(word, index) {
  if (!index.tells.has(word)) index.tells.set(word, index.said.has(word) ? !index.common.has(word) : ![...index.common].some((other) => alike(word, other)));
  return index.tells.get(word);
}

// Half of their pieces are the same: a form of the word, or a slip of it.
function alike(a, b) {
  const ofA = cut(a), ofB = cut(b);
  return 4 * [...ofA].filter((piece) => ofB.has(piece)).length >= ofA.size + ofB.size;
}

const known = new Map();
function cut(word) {
  if (!known.has(word)) known.set(word, new Set(pieces(word)));
  return known.get(word);
}

function careFirst(matches, cards) {
  const care = cards.filter((card) => card.care).map((card) => matches.find((match) => match.card === card) ?? { card, points: 0, because: [] });
  return [...care, ...matches.filter((match) => !match.card.care)].slice(0, MOST);
}
