// Lines that can be dragged into another order. The buttons beside them do the same without a script.
class Order extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    for (const line of this.querySelectorAll("[data-id]")) line.draggable = true;
    this.addEventListener("dragstart", (event) => this.take(event));
    this.addEventListener("dragover", (event) => this.over(event));
    this.addEventListener("drop", (event) => this.drop(event));
    this.addEventListener("dragend", () => this.let());
  }

  get order() {
    return [...this.querySelectorAll("[data-id]")].map((line) => line.dataset.id).join("-");
  }

  take(event) {
    this.held = event.target.closest("[data-id]");
    this.before = this.order;
    this.held.dataset.held = "";
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", this.held.dataset.id);
  }

  over(event) {
    const line = event.target.closest("[data-id]");
    if (!this.held || !line) return;
    event.preventDefault();
    const { top, height } = line.getBoundingClientRect();
    if (line !== this.held) line[event.clientY > top + height / 2 ? "after" : "before"](this.held);
  }

  drop(event) {
    if (!this.held) return;
    event.preventDefault();
    if (this.order === this.before) return;
    const wanted = document.createElement("input");
    Object.assign(wanted, { type: "hidden", name: "order", value: this.order });
    this.form.append(wanted);
    this.form.submit();
  }

  let() {
    delete this.held?.dataset.held;
    this.held = null;
  }
}

customElements.define("fw-order", Order);
