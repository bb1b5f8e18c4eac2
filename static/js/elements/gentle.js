// A still line beside boxes for words. Where what is typed sounds like health, family or a union it says so, and no more: nothing is
// stopped, and no word leaves the phone to be looked at. The words come when there is a box (phone/tender.js).
class Gentle extends HTMLElement {
  async connectedCallback() {
    const boxes = this.getAttribute("for").split(" ").map((id) => document.getElementById(id)).filter(Boolean);
    this.still = this.textContent;
    const { tender } = await import("../phone/tender.js");
    const look = () => this.say(boxes.map((box) => tender(box.value)).find(Boolean));
    for (const box of boxes) box.addEventListener("input", look);
    look();
  }

  // Changed only when it says something else: a screen reader need not say it again at every letter.
  say(word) {
    const said = word ? this.dataset.sounds.replace("{word}", word) : this.still;
    this.toggleAttribute("data-found", Boolean(word));
    if (this.textContent !== said) this.textContent = said;
  }
}

customElements.define("fw-gentle", Gentle);
