// Tells the server what opened.js counted: after what is saved has gone, and never in its way. A tally has an id of its own, so that one
// whose answer was lost is told again and counted once; clearing at the answer alone would count it twice.
import { contact } from "../outbox/contact.js";
import { KEY, kept } from "./opened.js";

const TALLY = "fw-tally", TOLD = "fw-tally-told", OFTEN = 10 * 60_000, PATIENCE = 15_000; // milliseconds

export async function tellTally() {
  if (!localStorage.getItem(KEY) && !localStorage.getItem(TALLY)) return;
  if (Math.abs(Date.now() - Number(localStorage.getItem(TOLD))) < OFTEN) return;
  localStorage.setItem(TOLD, Date.now()); // tried counts too
  const tally = kept(TALLY) ?? sealed();
  const { csrf } = await contact();
  if (!tally || !csrf) return;
  const headers = { "Content-Type": "application/json", "X-CSRFToken": csrf }, signal = AbortSignal.timeout(PATIENCE);
  const { type, status } = await fetch("/cards/opened/", { method: "POST", headers, body: JSON.stringify(tally), redirect: "manual", signal });
  // Counted, or nothing that could be: told again it would be no better.
  if (type === "basic" && [204, 422].includes(status) && kept(TALLY)?.id === tally.id) localStorage.removeItem(TALLY);
}

// What was counted so far, closed: what is opened from here on goes into the next.
function sealed() {
  const opened = kept(KEY), tally = opened?.length ? { id: crypto.randomUUID(), opened } : null;
  localStorage.removeItem(KEY);
  if (tally) localStorage.setItem(TALLY, JSON.stringify(tally));
  return tally;
}
