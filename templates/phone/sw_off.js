// The kill switch: this worker takes the copies away and answers nothing any more; pages let go of it (js/phone/off.js). To let go of
// itself here could leave the page that is just being loaded hanging. What was saved and not yet sent is left alone.
// Not at once: a page that comes through the old worker when it has to go may never arrive.
const SOON = 3000; // milliseconds
self.addEventListener("install", (event) => event.waitUntil(new Promise((resolve) => setTimeout(resolve, SOON)).then(() => self.skipWaiting())));
self.addEventListener("message", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^floorwalk-/.test(name)) await caches.delete(name);
})()));
