// An app on a phone: the service worker, its updates, and the pages it shows when there is no signal.
import { keepPages } from "./keep.js";

const OFTEN = 30 * 60_000, SLOW = 1500; // milliseconds between two looks for something newer; for a new worker to take over

const registration = await navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => null);

const keeping = new AbortController();
let copying = null; // one round at a time
let asked = false, anew = () => { anew = () => {}; location.reload(); }; // once: a second one would cut the first short

// No signal, not signed in, cut short: the next page tries again.
const copy = () =>
  (copying ??= keepPages(keeping.signal)
    .catch(() => localStorage.removeItem("fw-looked"))
    .finally(() => (copying = null)));

// Phones rarely look for a new worker by themselves while an app stays open.
function look() {
  if (!registration || document.visibilityState !== "visible" || Date.now() - Number(localStorage.getItem("fw-looked")) < OFTEN) return;
  localStorage.setItem("fw-looked", Date.now());
  registration.update().catch(() => {});
  copy();
}

// A new build waits until the person says so: nothing changes under a page that is being used.
// Its words come with the page for no signal, which lies on the phone.
async function offer() {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  const page = new DOMParser().parseFromString(await (await fetch("/offline/")).text(), "text/html");
  if (document.querySelector("#new-version")) return;
  document.body.append(document.importNode(page.getElementById("new-version-is-there").content, true));
  document.querySelector("#new-version button").addEventListener("click", () => {
    asked = true;
    keeping.abort(); // each copy comes by way of the old worker: asked for one as it goes, it comes back and stays
    registration.waiting?.postMessage("take-over");
    setTimeout(() => anew(), SLOW); // an old worker with something unfinished holds the new one up, but not the page
  });
}

if (registration) {
  const watch = (worker) => worker?.addEventListener("statechange", () => worker.state === "installed" && offer());
  registration.addEventListener("updatefound", () => watch(registration.installing));
  const before = navigator.serviceWorker.controller;
  // Where somebody asked for it, and where nobody is looking; a page that is being used stays as it is.
  navigator.serviceWorker.addEventListener("controllerchange", () => before && (asked || document.hidden) && anew());
  watch(registration.installing);
  offer();
  for (const event of ["pageshow", "focus", "online"]) addEventListener(event, look);
  document.addEventListener("visibilitychange", look);
  document.addEventListener("fw:newer", copy); // the server says that a wording was published, or anything else changed in the library
  look();
}
