// A card that turns over. The turn itself is CSS (:target) and works without this; here the focus follows, the Back
// button keeps leading to the list, and the side that is away cannot be reached.
class Turn extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", (event) => {
      const link = event.target.closest("a[data-turn]");
      if (link) this.turn(event, link);
    });
  }

  turn(event, link) {
    event.preventDefault();
    location.replace(link.hash);
    const side = this.querySelector(link.hash);
    side?.querySelector("h2")?.focus({ preventScroll: true });
  }
}

customElements.define("fw-turn", Turn);
