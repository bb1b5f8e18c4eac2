// What this phone can do by itself: whether it is ready for no signal (only when that is true), whether its browser may clear what is not
// sent, and the way onto the home screen.
import { able } from "../outbox/able.js";
import { lasts } from "../outbox/lasting.js";
import { pack } from "../phone/pack.js";

class App extends HTMLElement {
  connectedCallback() {
    this.hidden = !("serviceWorker" in navigator) || !document.querySelector("link[rel=manifest]");
    for (const part of this.querySelectorAll("[data-part]")) this[part.dataset.part] = part;
    for (const news of ["fw:kept", "fw:pack"]) document.addEventListener(news, () => this.show());
    navigator.serviceWorker?.addEventListener("controllerchange", () => this.show());
    addEventListener("beforeinstallprompt", (event) => this.offer(event));
    addEventListener("appinstalled", () => (this.install.hidden = true));
    this.install.querySelector("button").addEventListener("click", () => this.asked.prompt());
    this.apple.hidden = navigator.standalone !== false; // only iPhones know the word, and say true once it is there
    this.show();
  }

  async show() {
    const team = this.dataset.leads === undefined || (able() && Boolean(await pack().catch(() => null)));
    const ready = Boolean(team && navigator.serviceWorker?.controller && localStorage.getItem("fw-kept"));
    this.ready.hidden = !ready;
    this["not-yet"].hidden = ready;
    if (!this.lasts || !able()) return; // who leads nobody saves nothing here
    const kept = await lasts().catch(() => false);
    this.lasts.hidden = !kept;
    this["may-go"].hidden = kept;
  }

  // Kept for when the person asks, instead of the browser's own banner over whatever they are doing.
  offer(event) {
    event.preventDefault();
    this.asked = event;
    this.install.hidden = false;
  }
}

customElements.define("fw-app", App);
