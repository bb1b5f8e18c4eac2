// The phone's database. Version 1 for ever: after a release was taken back a higher one could not be opened. Rows may grow, stores not.
const NAME = "coaching", VERSION = 1, STORES = ["outbox", "kv"];
const LOST = ["InvalidStateError", "UnknownError"]; // what a connection says that the system has cut, as iOS does in the background
let handle = null;

function opened() {
  const opening = (handle ??= open());
  opening.then((database) => leave(database, opening), () => forget(opening));
  return opening;
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("outbox", { keyPath: "id" });
      request.result.createObjectStore("kv");
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// A handle that was cut stays dead for the life of the page: it is dropped, and the next one who asks opens another.
function leave(database, opening) {
  database.onclose = () => forget(opening);
  database.onversionchange = () => {
    forget(opening);
    database.close();
  };
}

function forget(opening) {
  if (handle === opening) handle = null;
}

export const asked = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Reads in one transaction. `work` is given the stores and must wait for nothing but requests to them.
export const read = (work) => within("readonly", work);

// Changes in one transaction: all of it is on the disk when this resolves, or none of it is there.
export const change = (work) => within("readwrite", work);

async function within(mode, work) {
  const opening = opened();
  try {
    return await once(await opening, mode, work);
  } catch (error) {
    if (!LOST.includes(error?.name)) throw error;
    forget(opening);
    return once(await opened(), mode, work);
  }
}

async function once(database, mode, work) {
  const transaction = database.transaction(STORES, mode, { durability: "strict" }); // Chromium's own default tells before it is on the disk
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    // Nobody here aborts without an error of their own: without one the connection is gone.
    transaction.onabort = () => reject(transaction.error ?? new DOMException("The transaction was cut", "UnknownError"));
  });
  done.catch(() => {});
  try {
    const result = await work({ outbox: transaction.objectStore("outbox"), kv: transaction.objectStore("kv") });
    await done;
    return result;
  } catch (error) {
    if (error?.name === "AbortError") await done; // says why
    try {
      transaction.abort();
    } catch {} // it has ended
    throw error;
  }
}
