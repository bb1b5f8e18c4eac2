// What pages import, and nothing else in this folder. Words that were saved are kept here until the server's receipt for them is there.
import { NotSaved, able } from "./able.js";
import { keep } from "./keep.js";
import { ask } from "./lasting.js";
import { listen } from "./news.js";
import { forgetAll, settings } from "./pace.js";
import { owner, show, who } from "./person.js";
import { rows as all } from "./store.js";
import { now as attempt, soon } from "./turns.js";
export { asFile, forgetStory, letGo, resend, takeBack } from "./mend.js";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/; // as the server writes it in a receipt
const MOST = 64 * 1024; // bytes that the server takes

let started = false;

// Resolves when it is kept for good; rejects with NotSaved. The page makes the id when its form opens, so two taps are one.
export function save(kind, id, body, about = {}) {
  if (!able()) return Promise.reject(new NotSaved("insecure"));
  const turn = { late: false, last: false };
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => turn.last || reject((turn.late = true, new NotSaved("timeout"))), settings.save)));
  return Promise.race([saving(kind, id, JSON.stringify(body), about, turn), late]).finally(() => clearTimeout(timer));
}

async function saving(kind, id, body, about, turn) {
  if (!["session", "answer", "story"].includes(kind) || !UUID.test(id)) throw new NotSaved("bad_id");
  if (new TextEncoder().encode(body).length > MOST) throw new NotSaved("too_large");
  const { user, name } = await owner().catch((error) => Promise.reject(error instanceof NotSaved ? error : new NotSaved(error.name, error)));
  await keep({ id, kind, owner: user, name, body, about, at: Date.now() }, turn);
  ask().catch(() => {}); // no is an answer too
  soon(settings.after);
}

// The rows of the person on the screen. Another's are counted, never shown.
export async function rows() {
  const [kept, me] = [await all(), await who()];
  return kept.filter((row) => row.owner === me?.user);
}

export async function waiting() {
  const kept = await all(), me = await who(), mine = kept.filter((row) => row.owner === me?.user);
  const count = (state) => mine.filter((row) => row.state === state).length, today = new Date().toDateString();
  return {
    saved: count("saved"),
    attention: count("attention"),
    held: kept.filter((row) => row.owner !== me?.user && row.state !== "sent").length,
    sentToday: mine.filter((row) => row.state === "sent" && new Date(row.sentAt).toDateString() === today).length,
    stopped: attempt.stopped,
  };
}

// `person` { user, name } is whom the server made this page for. False where nothing can be kept (F45).
export async function start(person) {
  if (!able()) return false;
  await show(person);
  if (started) return true;
  started = true;
  listen(announce);
  for (const [where, what] of [[window, "online"], [window, "pageshow"], [window, "focus"], [document, "visibilitychange"]]) {
    where.addEventListener(what, () => document.hidden || attempt());
  }
  await attempt();
  return true;
}

const announce = () => waiting().then((detail) => document.dispatchEvent(new CustomEvent("fw:outbox", { detail })), () => {});

// "Send now": whatever was to wait its turn goes too.
export async function sendNow() {
  forgetAll();
  await attempt();
}
