// Puts back what the database or the copies have lost: rows from their copies, copies from their rows.
import { asked, change, read } from "./database.js";
import { digest } from "./digest.js";
import { copied, copy, keys } from "./mirror.js";
import { tell } from "./news.js";
import { alone } from "./store.js";

const DEVICE = "this-phone"; // a copy too: a new name after a loss would leave the server waiting for the old one

export const heal = () =>
  alone(async () => {
    const [there, mirrored] = [await read(({ outbox }) => asked(outbox.getAllKeys())), await keys()];
    const lost = (await Promise.all(mirrored.filter((key) => key !== DEVICE && !there.includes(key)).map(whole))).filter(Boolean);
    if (lost.length) await change((stores) => Promise.all(lost.map((row) => putBack(stores, row))));
    await finish();
    for (const id of there.filter((key) => !mirrored.includes(key))) await copy(id, await read(({ outbox }) => asked(outbox.get(id))));
    if (lost.length) tell();
  });

// The page died while it saved: nobody was told anything, and the words are whole.
const finish = () =>
  change(async ({ outbox }) => {
    for (const row of await asked(outbox.getAll())) if (row.state === "keeping") outbox.put({ ...row, state: "saved" });
  });

// A copy that is not what was saved is left where it is, for a person to look at: sent, it would be somebody else's words.
async function whole(key) {
  const row = await copied(key);
  return row?.id === key && row.sha === (await digest(row.body)) ? row : null;
}

// Its bytes may have left before it was lost, so its words stand. Whether it was received, the server says.
async function putBack({ outbox, kv }, row) {
  if (await asked(outbox.get(row.id))) return;
  outbox.put({ ...row, state: "saved", frozen: true });
  const key = `sequence:${row.owner}`, highest = (await asked(kv.get(key))) ?? 0;
  kv.put(Math.max(highest, row.seq), key);
}

// What the server knows this phone by: made once, and found again after a loss.
export async function device() {
  const known = await read(({ kv }) => asked(kv.get("device")));
  if (known) return known;
  const name = (await copied(DEVICE).catch(() => null)) ?? crypto.randomUUID();
  await change(({ kv }) => asked(kv.put(name, "device")));
  await copy(DEVICE, name).catch(() => {}); // not worth holding back what waits
  return name;
}
