// A hand of cards under native scroll-snap. It keeps the place ("2 of 5"), the address and the two arrows in step with
// the card in the middle, and lets the arrows go round: the hand has no first and no last card.
import { opened } from "../phone/opened.js";

class Hand extends HTMLElement {
  connectedCallback() {
    this.list = this.querySelector(".hand");
    this.place = this.querySelector("[data-place]");
    this.current = this.list.firstElementChild;
    this.opened();
    // Only a line down the middle counts, so one card at a time is seen, however many there is room for.
    this.watch = new IntersectionObserver((seen) => seen.forEach((one) => one.isIntersecting && this.show(one.target)), {
      root: this.list,
      rootMargin: "0px -49% 0px -49%",
    });
    for (const card of this.list.children) this.watch.observe(card);
    this.addEventListener("click", this);
  }

  show(card) {
    if (card === this.current) return;
    this.current = card;
    this.opened();
    this.place.textContent = card.dataset.place;
    document.title = card.dataset.title;
    history.replaceState(history.state, "", card.dataset.url);
    for (const arrow of this.querySelectorAll("[data-step]")) arrow.href = this.beside(Number(arrow.dataset.step)).dataset.url;
  }

  opened() {
    opened(this.current.id, this.current.querySelector("[data-edition]").dataset.edition);
  }

  beside(by) {
    const cards = [...this.list.children];
    return cards.at((cards.indexOf(this.current) + by) % cards.length);
  }

  handleEvent(event) {
    const arrow = event.target.closest("[data-step]");
    if (!arrow || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const by = Number(arrow.dataset.step);
    const next = this.beside(by);
    this.bring(next, by);
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    next.scrollIntoView({ behavior, inline: "start", block: "nearest" });
    this.show(next);
    next.querySelector("h2").focus({ preventScroll: true });
  }

  // Past either end, the card from the other end is laid beside this one, without anything seeming to move.
  bring(next, by) {
    if (this.list.children.length < 3 || this.current[by < 0 ? "previousElementSibling" : "nextElementSibling"] === next) return;
    const before = this.current.offsetLeft;
    this.list[by < 0 ? "prepend" : "append"](next);
    this.list.scrollBy({ left: this.current.offsetLeft - before, behavior: "instant" });
  }

  disconnectedCallback() {
    this.watch.disconnect();
  }
}

customElements.define("fw-hand", Hand);
