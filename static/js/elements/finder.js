// Search as somebody types, on the phone itself: the same cards in the same order as the server gives without JavaScript.
import { ended, looking } from "../finder/looking.js";
import { Index } from "../finder/ranking.js";
import { results } from "../finder/results.js";

const PAUSE = 120, SAID_AFTER = 700; // milliseconds: between two answers, and before they are said aloud

class Finder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.box = this.form.elements.q;
    this.results = document.getElementById("results");
    this.found = document.getElementById("found");
    this.before = this.box.value ? null : this.results.innerHTML;
    this.asked();
    this.box.addEventListener("focus", () => this.fetched(), { once: true });
    this.box.addEventListener("input", () => this.soon());
    ended(this.dataset.ended, this.querySelector("[name=csrfmiddlewaretoken]")?.value);
    this.form.addEventListener("submit", (event) => this.submitted(event));
  }

  // Once a page, and then from the browser's own store. What could not be fetched is asked for again next time.
  fetched() {
    const read = (data) => ({ ...data, index: new Index(data.index), cards: data.cards.map((card, number) => ({ ...card, number })) });
    this.data ??= fetch(this.dataset.index).then((answer) => (answer.ok ? answer.json() : Promise.reject(answer))).then(read);
    this.data.catch(() => (this.data = null));
    return this.data;
  }

  // A page kept for when there is no signal knows nothing of the words in its address.
  asked() {
    const query = new URLSearchParams(location.search).get("q");
    if (!query || this.box.value) return;
    this.box.value = query;
    this.search().catch(() => {});
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.search().catch(() => {}), PAUSE);
  }

  // Enter asks at once and puts the keyboard away. Without the index the form goes to the server, as it does without JavaScript.
  submitted(event) {
    if (!this.ready) return;
    event.preventDefault();
    clearTimeout(this.waiting);
    this.search();
    this.box.blur();
  }

  async search() {
    const data = await this.fetched();
    this.ready = true;
    const query = this.box.value.trim().replace(/\s+/g, " ");
    const asked = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value.trim()));
    history.replaceState(history.state, "", `${this.form.getAttribute("action")}${asked.size ? `?${asked}` : ""}`);
    if (query) this.show(query, asked, data);
    else if (this.before !== null) this.results.innerHTML = this.before;
    else location.assign(location.href);
    looking(query);
  }

  show(query, asked, data) {
    const { page, said } = results(query, asked, data);
    this.results.replaceChildren(page);
    scrollTo({ top: 0 });
    this.say(said);
  }

  // When the typing pauses: an answer at every letter would talk over it.
  say(words) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => (this.found.textContent = words), SAID_AFTER);
  }
}

customElements.define("fw-finder", Finder);
