// Floorwalk's behaviour, one custom element a file. Pages work without any of it.
import "./elements/toast.js";
import "./elements/sheet.js";
import "./elements/turn.js";
import "./elements/hand.js";
import "./elements/count.js";
import "./elements/gentle.js";

// htmx says nothing to a person when a request fails: we do, and leave the form as it is.
// An open sheet lies over all else and makes it inert: news outside it would be seen and heard by nobody.
// Once is enough: search asks at every letter.
function say(id) {
  if (document.querySelector("fw-toast[role=alert]")) return;
  const where = document.querySelector("dialog[open]") ?? document.body;
  where.append(document.getElementById(id).content.cloneNode(true));
}
// A page that is not this person's to open says so itself, as a page.
document.addEventListener("htmx:responseError", (event) => {
  const { xhr, requestConfig } = event.detail;
  if ([403, 404].includes(xhr.status) && requestConfig.verb === "get") location.assign(requestConfig.path);
});
for (const failure of ["htmx:sendError", "htmx:responseError", "htmx:timeout", "fw:unheard"]) {
  document.addEventListener(failure, () => say("did-not-go-through"));
}

// After a refused form comes back, the first field that needs another look has the focus.
document.addEventListener("htmx:afterSettle", (event) => {
  event.detail.elt.querySelector("[aria-invalid=true], [data-focus]")?.focus();
});

// Once the page is there: what makes it work without a signal. No manifest: that is switched off.
if ("serviceWorker" in navigator && document.querySelector("link[rel=manifest]")) addEventListener("load", () => import("./phone/phone.js"));
else if (navigator.serviceWorker?.controller) import("./phone/off.js");

// What was saved on this phone goes on its way. At once: its bar at the top must be there before a thumb is.
import("./phone/saving.js");

// Something was logged: what was looked for before it was found (finder/looking.js).
document.addEventListener("submit", (event) => {
  if (event.target.action.endsWith("/sessions/new/")) localStorage.removeItem("fw-looking");
});
