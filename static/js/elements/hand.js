// A hand of cards under native scroll-snap. It keeps the place ("2 of 5"), the address and the two arrows in step.
class Hand extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".hand");
    this.cards = [...this.list.children];
    this.place = this.querySelector("[data-place]");
    this.watch = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && this.show(one.target)), {
      root: this.list,
      threshold: 0.6,
    });
    for (const card of this.cards) this.watch.observe(card);
    for (const arrow of this.querySelectorAll("[data-step]")) {
      arrow.addEventListener("click", (event) => this.step(event, Number(arrow.dataset.step)));
    }
  }

  show(card) {
    if (card === this.current) return;
    const first = !this.current;
    this.current = card;
    this.place.textContent = card.dataset.place;
    if (!first) history.replaceState(history.state, "", card.dataset.url);
  }

  step(event, by) {
    if (this.cards.length < 2) return;
    event.preventDefault();
    const at = this.cards.indexOf(this.current ?? this.cards[0]);
    const next = this.cards[(at + by + this.cards.length) % this.cards.length];
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    next.scrollIntoView({ behavior: calm ? "instant" : "smooth", inline: "start", block: "nearest" });
    next.querySelector("h2")?.focus({ preventScroll: true });
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }
}

customElements.define("fw-hand", Hand);
