// Who is signed in, as the server says it now, with a fresh CSRF token; and in the same breath what this phone still holds.
import { asked, change } from "./database.js";
import { device } from "./heal.js";
import { settings } from "./pace.js";
import { read } from "./reply.js";
import { know, rows } from "./store.js";

// { user, name, csrf, epoch, now } or { stop: why }.
export async function contact() {
  const me = await know("me"), said = await asking(me?.user);
  // The counts were another person's: said again for the one who is here.
  const who = said.stop || said.user === me?.user ? said : await asking(said.user);
  if (!who.stop) await met(who);
  return who;
}

async function asking(user) {
  const held = (await rows()).filter((row) => row.owner === user && row.state !== "sent").length;
  const headers = { "X-Device": await device(), "X-Waiting": held, "X-Sequence": (await know(`sequence:${user}`)) ?? 0, Accept: "application/json" };
  const { status, json } = await whoami(headers).catch(() => ({ status: "none" }));
  if (status === "none") return { stop: "no_contact" };
  if (status === 401) return { stop: "signed_out" };
  const ours = status === 200 && Number.isInteger(json?.user) && typeof json.csrf === "string" && json.epoch && Date.parse(json.now);
  return ours ? { ...json, now: Date.parse(json.now) } : { stop: "not_our_server" };
}

const whoami = async (headers) =>
  read(await fetch("/api/v1/whoami/", { headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(settings.timeout) }));

// Another epoch: the server was put back from a backup and may have forgotten what it gave receipts for, and what an answer belongs to.
// Every row is asked about again, whoever's it is, in the same transaction that learns the epoch: a page that dies in between would never ask.
const met = ({ user, name, epoch }) =>
  change(async ({ outbox, kv }) => {
    const before = await asked(kv.get("epoch"));
    if (before && before !== epoch) {
      for (const row of await asked(outbox.getAll())) if (row.state === "sent" || row.why === "not_found") outbox.put({ ...row, state: "saved", why: "" });
    }
    kv.put(epoch, "epoch");
    kv.put({ user, name }, "me");
  });
