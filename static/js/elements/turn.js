// A card that turns over. The turn itself is CSS (:target) and works without this; here the focus follows, and the
// Back button keeps leading to the list instead of through every turn.
class Turn extends HTMLElement {
  connectedCallback() {
    this.addEventListener("click", this); // the same listener again is no second one: a card can be moved in its hand
  }

  handleEvent(event) {
    const link = event.target.closest("a[data-turn]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    location.replace(link.hash);
    this.follow([...this.children].find((side) => !side.contains(link)));
  }

  // What is still turning cannot take the focus yet.
  async follow(side) {
    await Promise.allSettled(side.getAnimations().map((move) => move.finished));
    side.querySelector("h2").focus({ preventScroll: true });
  }
}

customElements.define("fw-turn", Turn);
