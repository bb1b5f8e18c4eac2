// Searches that came to nothing, for those who write the cards. A phone keeps the last words looked for; logging something forgets them
// (app.js). Left for a while, they are told to the server without saying who, and forgotten.
const KEY = "fw-looking", LEFT = 20 * 60_000; // milliseconds

export function looking(words) {
  if (words.length > 2) localStorage.setItem(KEY, JSON.stringify({ words, at: Date.now() }));
}

// Without a signal they stay for another time; a page kept for such times has no token to tell them with.
export async function ended(url, token) {
  const last = JSON.parse(localStorage.getItem(KEY) ?? "null");
  if (!token || !last || Date.now() - last.at < LEFT) return;
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams({ words: last.words }) }).catch(() => null);
  if (answer?.ok && JSON.parse(localStorage.getItem(KEY) ?? "null")?.at === last.at) localStorage.removeItem(KEY);
}
