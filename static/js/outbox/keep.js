// Save: a row is on the disk and has its copy, or somebody is told that it is not saved. There is nothing in between.
import { NotSaved } from "./able.js";
import { asked, change, read } from "./database.js";
import { digest } from "./digest.js";
import { copy, drop } from "./mirror.js";
import { tell } from "./news.js";
import { alone, amend } from "./store.js";

// Resolves when the row is on the disk, was read back the same, and has its copy. Saved twice it is one row. Until then nobody sends it:
// `turn.late` says that somebody was told "not saved" meanwhile, `turn.last` that it is too late to tell them that.
export async function keep(row, turn = {}) {
  try {
    const whole = { ...row, sha: await digest(row.body), state: "keeping", frozen: false, tries: 0, why: "", fields: {} };
    await alone(() => kept(whole, turn));
  } catch (error) {
    throw error instanceof NotSaved ? error : new NotSaved(error?.name ?? "unknown", error);
  } finally {
    tell();
  }
}

async function kept(row, turn) {
  const before = await change((stores) => add(stores, row));
  try {
    const back = await read(({ outbox }) => asked(outbox.get(row.id)));
    if (!same(back, row)) throw new NotSaved("read_back");
    await copy(row.id, back);
    if (turn.late) throw new NotSaved("timeout");
    turn.last = true;
    await amend(row.id, (now) => now.state === "keeping", () => ({ state: "saved" }));
  } catch (error) {
    await undone(row.id, before); // somebody is told "not saved" now, so these words may not be sent later
    throw error;
  }
}

const same = (one, other) => ["id", "kind", "owner", "body", "sha"].every((name) => one?.[name] === other[name]);

// Gives the row that was there. Once a byte may have left its words stand: others under its id would be a second moment.
async function add({ outbox, kv }, row) {
  const before = await asked(outbox.get(row.id));
  if (before && same(before, row)) return before;
  if (before && (before.frozen || before.owner !== row.owner || before.kind !== row.kind)) throw new NotSaved("frozen");
  const seq = before?.seq ?? ((await asked(kv.get(`sequence:${row.owner}`))) ?? 0) + 1;
  if (!before) kv.put(seq, `sequence:${row.owner}`);
  outbox.put({ ...row, seq });
  return before;
}

async function undone(id, before) {
  await change(({ outbox }) => (before ? outbox.put(before) : outbox.delete(id)));
  if (!before) await drop(id).catch(() => {});
}
