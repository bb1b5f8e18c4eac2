// A text as the finder reads it. The twin of cards/finder/words.py, letter for letter: a test runs both.
export const LONGEST = 200; // characters of a query that count
const PIECES = [3, 4]; // letters in a piece
const KEPT = /[\p{L}\p{N}]/u, DROPPED = /[\p{Mn}'’‘ʼ´`]/u;
const LONG = /[\ud800-\udfff]/; // letters that JavaScript keeps as two

// Lower case, without accents and apostrophes; anything that is no letter and no number parts two words.
export function words(text) {
  const found = [];
  let word = "";
  for (const letter of text.normalize("NFKD").toLowerCase()) {
    if (KEPT.test(letter)) word += letter;
    else if (!DROPPED.test(letter)) {
      found.push(word);
      word = "";
    }
  }
  return [...found, word].filter(Boolean);
}

// The word itself, and its runs of three and four letters with a space at either end.
export function pieces(word) {
  const padded = ` ${word} `, letters = LONG.test(word) ? [...padded] : null, runs = [`=${word}`];
  for (const size of PIECES) {
    for (let at = 0; at + size <= (letters ?? padded).length; at++) {
      runs.push(letters ? letters.slice(at, at + size).join("") : padded.slice(at, at + size));
    }
  }
  return runs;
}
