// A file on its way: the browser downloads it as any other, and this says how far it is. The record's name is made here, so that it can be
// asked for before the first byte. Only what changed is put in, so that the button stays under the finger.
const SOON = 400, OFTEN = 1000, PATIENCE = 30;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

class Taking extends HTMLElement {
  connectedCallback() {
    if (this.dataset.follow) this.follow(this.dataset.follow);
    else this.closest("form").addEventListener("submit", (event) => this.begin(event));
  }

  begin({ submitter, target }) {
    if (!submitter?.matches("[data-takes]")) return;
    const name = target.elements.pk;
    name.value = crypto.randomUUID();
    name.disabled = false; // only for this: it has no business in the address of a count
    setTimeout(() => (name.disabled = true));
    this.follow(`${this.dataset.page}${name.value}/`);
  }

  async follow(address) {
    this.now = address; // a second one takes over
    for (let unknown = 0; unknown < PATIENCE && this.now === address && this.isConnected; ) {
      await wait(this.dataset.follow ? OFTEN : SOON);
      const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (answer?.status !== 200) unknown += 1; // not made yet, refused, or no line
      else if (this.now === address && this.show(await answer.text()) !== "under-way") return;
      await wait(OFTEN - SOON);
    }
  }

  show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector(".taking"), old = this.querySelector(".taking");
    const { state, said } = fresh.dataset;
    if (old?.dataset.state === state) old.querySelector("[data-facts]").replaceWith(fresh.querySelector("[data-facts]"));
    else {
      if (old) old.replaceWith(fresh);
      else this.prepend(fresh);
      window.htmx?.process(fresh);
      this.querySelector("[role=status]").textContent = said;
    }
    return state;
  }
}

customElements.define("fw-taking", Taking);
