// From what was typed to what it may be about: naive Bayes over the pieces of words, in whole numbers.
// The twin of cards/finder/index.py and ranking.py, to the last point: a test runs both.
import { LONGEST, pieces, words } from "./words.js";

export const SCALE = 1024; // points in one unit of log-likelihood

// The natural logarithm of so many halves, in points.
const log = (halves) => Math.round(SCALE * Math.log(Math.max(halves, 1) / 2));

// How often each word, and each piece of one, was said of each name.
export class Index {
  constructor({ names, signs, words, said }) {
    this.names = names;
    this.signs = signs.map((sign) => sign.toLowerCase().split(/\s+/));
    this.said = new Map(words.split(" ").map((word, at) => [word, said[at]]));
    // Said of a third of all names or more, a word tells nothing apart. The counts lie as place and times in turn.
    this.common = new Set([...this.said].filter(([, counts]) => 3 * (counts.length / 2) >= names.length).map(([word]) => word));
    this.tells = new Map();
    this.pieces = new Map();
    for (const [word, counts] of this.said) for (const piece of pieces(word)) this.add(piece, counts);
    const sizes = names.map(() => 0);
    for (const counts of this.pieces.values()) counts.forEach((times, at) => (sizes[at] += times));
    const all = sizes.reduce((sum, size) => sum + size, 0);
    this.shares = sizes.map((size) => log(2 * size + this.pieces.size));
    this.everywhere = log(2 * all + this.pieces.size * names.length);
  }

  add(piece, counts) {
    let sums = this.pieces.get(piece);
    if (!sums) this.pieces.set(piece, (sums = new Uint32Array(this.names.length)));
    for (let at = 0; at < counts.length; at += 2) sums[counts[at]] += counts[at + 1];
  }
}

// Points for every name, and what each word gave.
export function rank(query, index) {
  const byWord = words([...query].slice(0, LONGEST).join("")).map((word) => [word, points(word, index)]);
  const total = index.names.map((_, at) => byWord.reduce((sum, [, given]) => sum + given[at], 0));
  return { points: named(index, total), byWord: byWord.map(([word, given]) => [word, named(index, given)]) };
}

function points(word, index) {
  const total = index.names.map(() => 0);
  for (const piece of pieces(word)) {
    const counts = index.pieces.get(piece);
    if (!counts) continue;
    const usual = log(2 * counts.reduce((sum, times) => sum + times, 0) + index.names.length) - index.everywhere;
    counts.forEach((times, at) => (total[at] += log(2 * times + 1) - index.shares[at] - usual));
  }
  return total;
}

const named = (index, values) => Object.fromEntries(index.names.map((name, at) => [name, values[at]]));
