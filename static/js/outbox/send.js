// Sends what waits, one row after the other, in one page at a time. A row stays until the server's receipt for its bytes is here.
import { contact } from "./contact.js";
import { heal } from "./heal.js";
import { one } from "./one.js";
import { ready, settings } from "./pace.js";
import { remove, rows } from "./store.js";

const KEPT = 30 * 24 * 60 * 60_000; // after the receipt, by the server's clock: a backup put back may be as old

let refusedSince = null;

// Gives why it stopped: "" when it came to the end, "busy" when another page is at it.
export function flush() {
  // A page that was frozen while it sent would hold the others back for ever. Two at once do no harm: the server knows the ids.
  const steal = refusedSince !== null && performance.now() - refusedSince > settings.patience;
  const run = { on: true };
  // No catch here that runs it again: it may have run.
  return navigator.locks.request("outbox-flush", steal ? { steal } : { ifAvailable: true }, (lock) => {
    refusedSince = lock ? null : (refusedSince ?? performance.now());
    return lock ? sending(run) : "busy";
  }).finally(() => (run.on = false));
}

async function sending(run) {
  await heal().catch(() => {}); // what cannot be mended now must not hold back what can be sent
  const who = await contact();
  if (who.stop) return who.stop;
  let sent = 0, stop = "";
  for (const tried = new Set(); run.on && !stop; ) {
    const row = await next(who, tried);
    if (!row) break;
    tried.add(row.id);
    const end = await one(row, who);
    if (end.is === "sent") sent++;
    if (end.is === "stop") stop = end.why;
  }
  for (const row of await rows()) if (old(row, who)) await remove(row.id, (now) => old(now, who));
  if (sent && !stop) await contact(); // what this phone holds has changed
  return stop;
}

// Looked up anew each time: a row saved meanwhile goes along, one that another page changed is not sent as it was.
async function next({ user }, tried) {
  const waiting = (await rows()).filter((row) => row.owner === user && row.state === "saved" && !tried.has(row.id) && ready(row.id));
  return waiting.find((row) => row.kind === "session") ?? waiting[0];
}

const old = (row, { now }) => row.state === "sent" && row.receipt && now - row.sentAt > KEPT;
