// Rows, from Save until the server's receipt is 30 days old. A row: { id, kind, owner, name, body, sha, state, frozen, tries, at, why, fields,
// about, seq } and, once sent, { receipt, sentAt }. `body` is the exact text that goes over the line; `frozen` says that it may have left.
import { asked, change, read } from "./database.js";
import { drop } from "./mirror.js";
import { tell } from "./news.js";

// One at a time in all pages: a save that fails takes its row out again, and must not take out another's of the same id.
export const alone = (work) => navigator.locks.request("outbox-rows", work);

export const rows = async () => (await read(({ outbox }) => asked(outbox.getAll()))).sort((one, other) => one.at - other.at || one.seq - other.seq);
export const know = (key) => read(({ kv }) => asked(kv.get(key)));
export const note = (key, value) => change(({ kv }) => asked(kv.put(value, key)));

// Changes a row if it is still there and `when` says yes to it. Gives the row as it is now, or null.
export async function amend(id, when, changes) {
  const changed = await change(async ({ outbox }) => {
    const row = await asked(outbox.get(id));
    if (!row || !when(row)) return null;
    const now = { ...row, ...changes(row) };
    outbox.put(now);
    return now;
  });
  if (changed) tell();
  return changed;
}

// The copy goes first: should the rest not happen, the row is still there.
export const remove = (id, when) =>
  alone(async () => {
    const row = await read(({ outbox }) => asked(outbox.get(id)));
    if (!row || !when(row)) return false;
    await drop(id);
    await change(({ outbox }) => asked(outbox.delete(id)));
    tell();
    return true;
  });
