// One row: its words made to stand, sent, and what came of it written down.
import { contact } from "./contact.js";
import { failed, forget } from "./pace.js";
import { put } from "./put.js";
import { amend, rows } from "./store.js";

export async function one(row, who) {
  // Before the first byte leaves, its words are made to stand.
  const frozen = await amend(row.id, (now) => now.state === "saved" && now.owner === who.user, (now) => ({ frozen: true, tries: now.tries + 1 }));
  if (!frozen) return { is: "gone" };
  let end = await put(frozen, who);
  if (end.is === "csrf") end = await afresh(frozen, who);
  if (end.is === "refused" && (await tooEarly(frozen, end))) end = { is: "again", why: "session_first" };
  const changes = {
    sent: { state: "sent", receipt: end.receipt, sentAt: who.now, why: "", fields: {} },
    refused: { state: "attention", why: end.why, fields: end.fields },
  };
  if (["stop", "again"].includes(end.is)) failed(row.id, end.wait);
  else forget(row.id);
  await amend(row.id, (now) => now.state === "saved", () => changes[end.is] ?? { why: end.why });
  return end;
}

// The token was stale: once more with a fresh one, if it is still the same person.
async function afresh(row, who) {
  const again = await contact();
  if (again.stop || again.user !== who.user) return { is: "stop", why: again.stop ?? "wrong_user" };
  const end = await put(row, Object.assign(who, again));
  return end.is === "csrf" ? { is: "again", why: "csrf" } : end;
}

// An answer whose session has not arrived is not known there yet. One that names no session waits for all of them.
async function tooEarly(row, { status }) {
  if (row.kind !== "answer" || status !== 404) return false;
  const sessions = (await rows()).filter(({ kind, owner }) => kind === "session" && owner === row.owner);
  const named = row.about?.session;
  return named ? sessions.some(({ id, state }) => id === named && state !== "sent") : sessions.some(({ state }) => state === "saved");
}
