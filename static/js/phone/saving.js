// After a page has loaded: what waits on this phone is sent, its leader's pack is brought, and people are told how things stand.
import "../elements/bar.js";
import { able } from "../outbox/able.js";
import { start } from "../outbox/outbox.js";
import { badge } from "./badge.js";
import { mayLead, person, shown, signedIn } from "./here.js";
import { refresh } from "./pack.js";
import { letGo, strangers } from "./push.js";
import { tellTally } from "./tally.js";
import { remembered } from "./told.js";

if (able() && signedIn) {
  await shown;
  if (person && strangers(person.user)) letGo().catch(() => {}); // notifications of whoever was here before
  remembered();
  for (const news of ["fw:pack", "fw:outbox"]) document.addEventListener(news, () => badge().catch(() => {}));
  let sent = null;
  document.addEventListener("fw:outbox", ({ detail }) => {
    if (detail.stopped) return;
    const again = sent !== null && detail.sentToday > sent;
    sent = detail.sentToday;
    tellTally().catch(() => {}); // no signal: it waits for another time
    if (mayLead) refresh({ again }).catch(() => {}); // no signal, or not signed in: the next contact tries again
  });
  await start(person);
}
