// What a leader needs without a signal: their people, their open check-backs, what each card suggests. Brought anew at each contact,
// and dropped when they sign out or somebody else signs in.
import { asked, change } from "../outbox/database.js";
import { forgetStory } from "../outbox/mend.js";
import { who } from "../outbox/person.js";
import { know } from "../outbox/store.js";

const KEY = "pack:", NOBODY = "leads-nobody", OFTEN = 2 * 60_000, PATIENCE = 15_000; // milliseconds

// The pack of whoever this page is for, or null.
export async function pack() {
  const me = await who();
  return (me && (await know(KEY + me.user))) || null;
}

// At most every two minutes, unless something was sent.
export async function refresh({ again = false } = {}) {
  const me = await who(), before = await pack();
  const fresh = before && Date.now() - before.came < OFTEN && before.came <= Date.now();
  const nobody = !document.body.dataset.user && (await know(NOBODY)) === me?.user;
  if (!me || nobody || (fresh && !again)) return;
  const headers = before ? { "If-None-Match": `"${before.version}"` } : {};
  const answer = await fetch("/api/v1/pack/", { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
  if (answer.status === 403) await drop(me.user); // leads nobody: not asked again on this phone until a page says otherwise
  if (answer.type === "basic" && [200, 304].includes(answer.status)) await keep(await words(answer, before), me);
  document.dispatchEvent(new CustomEvent("fw:pack"));
  const copies = answer.headers.get("X-Kept");
  if (copies && copies !== localStorage.getItem("fw-kept")) document.dispatchEvent(new CustomEvent("fw:newer")); // phone.js fetches them
}

// On the first page of all it may still be on its way: asked for here, or by whoever asks first, for so many milliseconds.
export async function brought(patience) {
  const news = new Promise((resolve) => document.addEventListener("fw:pack", resolve, { once: true }));
  const asked = refresh().then(pack).then((there) => there ?? news, () => news), enough = new Promise((resolve) => setTimeout(resolve, patience));
  if (navigator.onLine) await Promise.race([asked, enough]);
  return pack();
}

const words = async (answer, before) =>
  answer.status === 200 ? answer.json() : { ...before, as_of: new Date(answer.headers.get("Date") ?? Date.now()).toISOString() };

async function keep(words, me) {
  if (words.user?.id !== me.user) return;
  await change(({ kv }) => kept(kv, { ...words, came: Date.now() }));
  for (const id of words.taken_back ?? []) await forgetStory(id); // none in a pack of an older server
}

// One person's at a time: what others left here is not theirs to see.
async function kept(kv, words) {
  kv.put(words, KEY + words.user.id);
  kv.delete(NOBODY);
  for (const key of await asked(kv.getAllKeys())) if (key.startsWith(KEY) && key !== KEY + words.user.id) kv.delete(key);
}

export const drop = (leadsNobody = null) =>
  change(async ({ kv }) => {
    kv.put(leadsNobody, NOBODY);
    for (const key of await asked(kv.getAllKeys())) if (key.startsWith(KEY)) kv.delete(key);
  });
