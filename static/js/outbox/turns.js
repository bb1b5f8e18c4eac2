// When this page sends: at once when something happens, and by a timer after that.
import { tell } from "./news.js";
import { failed, forget, settings, soonest } from "./pace.js";
import { flush } from "./send.js";
import { rows } from "./store.js";

let timer, missed = false;

export function soon(wait) {
  clearTimeout(timer);
  timer = setTimeout(now, wait);
}

// `now.stopped` says for the screen why the last one stopped: "" when it did not.
export async function now() {
  clearTimeout(timer);
  const stop = await flush().catch((error) => error?.name ?? "unknown");
  if (stop === "busy") {
    missed = true; // it may have looked for rows for the last time before ours was there
    return soon(settings.first);
  }
  if (stop) failed("contact");
  else forget("contact");
  now.stopped = stop;
  tell();
  const saved = (await rows().catch(() => [])).filter((row) => row.state === "saved").map(({ id }) => id);
  soon(missed ? settings.first : soonest(stop ? ["contact"] : saved));
  missed = false;
}

now.stopped = "";
