// Puts values into a piece of page that the server made for nobody: the text of [data-slot], and words with {names} in them. What has no
// value keeps what the server put there.
export const said = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function fill(piece, values) {
  for (const place of piece.querySelectorAll("[data-slot]")) if (values[place.dataset.slot] != null) place.textContent = values[place.dataset.slot];
  for (const place of piece.querySelectorAll("[data-words]")) if (!place.matches("fw-count")) place.textContent = said(place.dataset.words, values);
}

// Of what is there for one case only, leaves what is for this one.
export function only(piece, which) {
  for (const part of piece.querySelectorAll("[data-only]")) if (part.dataset.only !== which) part.remove();
}

// A card's mark, drawn by the server, where it belongs.
export function place(piece, slug, places) {
  const mark = places?.content.querySelector(`[data-card="${CSS.escape(slug ?? "")}"]`);
  for (const spot of piece.querySelectorAll("[data-place]")) spot.replaceWith(mark ? document.importNode(mark, true) : "");
}
