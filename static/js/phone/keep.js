// Copies of the cards, the toolkit and the story for when there is no signal, made by the server for nobody in particular.
const NAME = "floorwalk-pages-", AT_ONCE = 4;

const mine = (names, start) => names.filter((name) => name.startsWith(start));

// All of a version or none: the copies before it stay until the last of the new ones is there.
export async function keepPages(signal) {
  const { version, pages } = await (await asked("/cards/kept.json", signal)).json();
  const kept = NAME + version, cache = await caches.open(kept);
  const there = new Set((await cache.keys()).map(({ url }) => url.slice(location.origin.length)));
  const missing = pages.filter((page) => !there.has(page));
  const take = async () => {
    for (let page; (page = missing.shift()); ) await cache.put(page, await asked(page, signal));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
  const names = await caches.keys(), shells = mine(names, "floorwalk-shell-");
  for (const name of mine(names, NAME)) if (name !== kept) await caches.delete(name);
  if (!(await navigator.serviceWorker.getRegistration())?.waiting) for (const name of shells.slice(0, -1)) await caches.delete(name);
  localStorage.setItem("fw-kept", version);
  document.dispatchEvent(new CustomEvent("fw:kept"));
}

// Plain: with nobody in it. A way to the sign-in page, or any other, is no copy.
async function asked(url, signal) {
  const answer = await fetch(url, { headers: { "X-Plain": "1" }, redirect: "error", signal });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}
