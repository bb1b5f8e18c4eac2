// What a person does about rows that the server would not take, or that could not go: send again, take along in a file, let go.
import { tell } from "./news.js";
import { forget } from "./pace.js";
import { who } from "./person.js";
import { amend, remove, rows } from "./store.js";
import { now as attempt } from "./turns.js";

// Once more, the same bytes: after what stood in its way was put right.
export async function resend(id) {
  const me = await who();
  await amend(id, (row) => row.owner === me?.user && row.state !== "sent", () => ({ state: "saved", why: "", fields: {} }));
  forget(id);
  await attempt();
}

// Undone before a byte of it left: nobody but this phone ever knew of it. Whether it is gone.
export async function takeBack(id) {
  const me = await who();
  return remove(id, (row) => row.owner === me?.user && row.state === "saved" && !row.frozen);
}

// Only what cannot be sent, when a person has it in a file or says that it is settled. Whether it is gone.
export async function letGo(id, { settled = false } = {}) {
  const me = await who();
  return remove(id, (row) => row.owner === me?.user && row.state === "attention" && Boolean(row.exported || settled));
}

// A story that was taken back: its words go from here too, whatever became of them. Everybody's yes to them is gone.
export async function forgetStory(id) {
  const me = await who();
  return remove(id, (row) => row.owner === me?.user && row.kind === "story");
}

// All that is not sent, for a manager to bring in by hand: the same ids and bytes, so that brought in twice it is there once.
export async function asFile() {
  const me = await who();
  const unsent = (await rows()).filter((row) => row.owner === me?.user && row.state !== "sent");
  const file = { floorwalk: 1, owner: me?.user ?? null, rows: unsent.map(({ id, kind, body, sha }) => ({ id, kind, body, sha256: sha })) };
  for (const { id } of unsent) await amend(id, (row) => row.state !== "sent", () => ({ exported: true }));
  tell();
  return new Blob([JSON.stringify(file)], { type: "application/json" });
}
