// Floorwalk's service worker. It keeps two things: the files that pages are made of, and (put there by js/phone/keep.js) the cards, the
// toolkit and the story. It never touches anything but a GET, never the API, and nothing of a person is ever in what it keeps.
const BUILD = "{{ build }}", SHELL = {{ shell|safe }}, OFFLINE = SHELL.at(-1);
const KEPT = /^\/((cards|toolkit|story|offline|tour)\/([\w-]+\/)?|rehearse\/(cards\/[\w-]+\/(log\/)?)?|waiting\/)$/, PATIENCE = 4000; // milliseconds for a page of which there is a copy

// All or nothing: one file that does not come, or comes by way of another address, and the build before this stays.
async function install() {
  const cache = await caches.open(`floorwalk-shell-${BUILD}`);
  await Promise.all(SHELL.map(async (url) => {
    const answer = await fetch(url, { cache: url === OFFLINE ? "reload" : "default", redirect: "error", credentials: "omit" });
    if (!answer.ok || (url === OFFLINE && answer.headers.get("X-Build") !== BUILD)) throw new Error(`${url}: ${answer.status}`);
    await cache.put(url, answer);
  }));
}

// From the network; from the copy where there is no signal, or none that answers in time. The login page and errors are answers too.
async function page(request, url) {
  const copy = KEPT.test(url.pathname) ? await copyOf(url) : await instead(url);
  if (copy && asItIs(url)) return copy;
  try {
    const answer = await fetch(request, copy ? { signal: AbortSignal.timeout(PATIENCE) } : {});
    if (answer.status < 502 || answer.status > 504) return answer;
  } catch { /* no signal */ }
  return copy || caches.match(OFFLINE);
}

// The list as it was narrowed, where that is kept; else the page without what comes behind the question mark.
const found = (path) => caches.match(path, { ignoreVary: true });
const copyOf = async ({ pathname, search }) => await found(pathname + search) ?? found(pathname);

// Pages that the phone fills by itself, from what it keeps of its leader's teams.
const INSTEAD = [[/^\/$/, "/offline/today/"], [/^\/check-backs\/[0-9a-f-]{36}\/$/, "/offline/check-back/"], [/^\/sessions\/new\/$/, "/offline/log/"], [/^\/stories\/new\/$/, "/offline/story/"]];
const instead = ({ pathname }) => found(INSTEAD.find(([path]) => path.test(pathname))?.[1] ?? "/none/");

// A card by itself, or among its own kind, looks the same from anywhere: keep.js brings a new one when the deck changes.
const asItIs = ({ pathname, searchParams }) => /^\/cards\/[\w-]+\/$/.test(pathname) && [...searchParams.keys()].every((key) => key === "kind");

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("message", (event) => event.data === "take-over" && self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const { request } = event, url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") event.respondWith(page(request, url));
  else if (/^\/(static|cards\/finder|offline)\//.test(url.pathname)) event.respondWith(copyOf(url).then((copy) => copy ?? fetch(request)));
});

// Once a shift, to a leader who asked for it: how many are due, and no name. Tapped, it opens the list.
self.addEventListener("push", (event) => event.waitUntil(remind(event.data.json())));
self.addEventListener("notificationclick", (event) => event.waitUntil(clients.openWindow("/check-backs/").then(() => event.notification.close())));
const remind = ({ title, badge }) => Promise.all([registration.showNotification(title, { tag: "due" }), badge && navigator.setAppBadge?.(badge)]);
