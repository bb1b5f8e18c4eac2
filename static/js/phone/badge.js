// The number on the app's icon: how many check-backs are due, by the pack that lies on this phone. Gone at none, and where it is not wanted.
import { rows } from "../outbox/outbox.js";
import { due } from "./due.js";
import { pack } from "./pack.js";

export const able = "setAppBadge" in navigator;
// Some systems show none and say so: no reason to stop anything.
const set = (n) => (n ? navigator.setAppBadge(n) : navigator.clearAppBadge()).catch(() => {});

export async function badge() {
  if (!able) return;
  const kept = await pack();
  await set(kept?.badge ? due(kept, await rows()).length : 0);
}

export const clear = async () => able && set(0);
