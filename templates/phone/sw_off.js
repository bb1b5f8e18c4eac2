// The kill switch: this worker takes itself and its copies away. What was saved and not yet sent is left alone.
self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("message", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (/^floorwalk-/.test(name)) await caches.delete(name);
  await self.registration.unregister();
})()));
