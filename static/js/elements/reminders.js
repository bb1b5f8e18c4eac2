// What was just set under "Reminders" counts at once: the number on the app is drawn from the pack, which is brought anew.
import { able } from "../outbox/able.js";
import { mayLead, shown } from "../phone/here.js";
import { refresh } from "../phone/pack.js";

class Reminders extends HTMLElement {
  async connectedCallback() {
    if (!able() || !mayLead) return;
    await shown;
    await refresh({ again: true }).catch(() => {}); // no signal: the next contact brings it
  }
}

customElements.define("fw-reminders", Reminders);
