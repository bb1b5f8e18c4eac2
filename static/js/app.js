// Floorwalk's behaviour, one custom element a file. Pages work without any of it.
import "./elements/toast.js";
import "./elements/sheet.js";
import "./elements/turn.js";
import "./elements/hand.js";
import "./elements/count.js";

// htmx says nothing to a person when a request fails: we do, and leave the form as it is.
function say(id) {
  document.body.append(document.getElementById(id).content.cloneNode(true));
}
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
  document.addEventListener(failure, () => say("did-not-go-through"));
}

// After a refused form comes back, the first field that needs another look has the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.elt.querySelector("[aria-invalid=true], [data-focus]")?.focus();
});
