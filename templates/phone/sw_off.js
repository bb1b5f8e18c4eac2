// The kill switch: this worker takes the copies away and answers nothing any more; pages let go of it (js/phone/off.js). To let go of
// itself here could leave the page that is just being loaded hanging. What was saved and not yet sent is left alone.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("message", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^floorwalk-/.test(name)) await caches.delete(name);
})()));
