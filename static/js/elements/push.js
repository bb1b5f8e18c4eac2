// Notifications on this phone, on and off. There only where the browser can, and where the server has a key for it.
import { able, letGo, subscribe, subscription } from "../phone/push.js";

class Push extends HTMLElement {
  async connectedCallback() {
    if (!able()) return;
    for (const part of this.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    this.user = document.body.dataset.user;
    this.on.addEventListener("click", (event) => this.start(event));
    this.off.addEventListener("click", (event) => this.stop(event));
    await navigator.serviceWorker.ready; // never, where it is switched off
    const there = await subscription(this.user), on = there && this.dataset.wanted !== undefined;
    if (there && !on) await letGo(); // switched off from another phone
    [this.on.hidden, this.off.hidden, this.hidden] = [on, !on, false];
  }

  async start(event) {
    event.preventDefault();
    this.on.disabled = true;
    const made = await subscribe(this.user, this.dataset.key).catch(() => null);
    this.on.disabled = false;
    this.no.hidden = Boolean(made);
    if (made) this.say(made, this.on);
  }

  async stop(event) {
    event.preventDefault();
    const there = await subscription(this.user);
    await letGo().catch(() => {});
    this.say(there, this.off);
  }

  // To the server, by the form that all of this stands in.
  say(there, button) {
    const { endpoint, keys } = there?.toJSON() ?? {}, form = button.form;
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => form.elements[name] && (form.elements[name].value = value));
    form.requestSubmit(button);
  }
}

customElements.define("fw-push", Push);
