// The kill switch, from the page's side: a worker that is slow to go is sent away. What was saved and not yet sent is left alone.
for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
for (const name of await caches.keys()) if (name.startsWith("floorwalk-")) await caches.delete(name);
