// Onto the home screen, offered once, when it is worth something: after the first moments were saved, and when nothing else is going on.
// There the phone keeps what is not sent for longer, and a home-screen app has a store of its own: better before much is in the other.
import { able } from "../outbox/able.js";
import { rows } from "../outbox/outbox.js";
import { only } from "../phone/fill.js";
import { shown } from "../phone/here.js";

const WORTH = 2, KEY = "fw-install"; // moments saved

class Install extends HTMLElement {
  connectedCallback() {
    const there = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
    if (!able() || there || localStorage.getItem(KEY)) return;
    if (navigator.standalone === false) this.soon("apple"); // only iPhones know the word
    addEventListener("beforeinstallprompt", (event) => {
      event.preventDefault();
      this.prompt = event;
      this.soon("android");
    });
  }

  async soon(which) {
    await shown;
    const saved = (await rows()).length, busy = document.querySelector(".toast, dialog[open]");
    if (saved < WORTH || busy || localStorage.getItem(KEY)) return;
    const dialog = this.querySelector("template").content.firstElementChild.cloneNode(true);
    only(dialog, which);
    dialog.addEventListener("close", () => this.closed(dialog.returnValue));
    this.append(dialog);
    dialog.showModal();
  }

  closed(answer) {
    localStorage.setItem(KEY, answer || "no");
    if (answer === "go") this.prompt.prompt();
  }
}

customElements.define("fw-install", Install);
