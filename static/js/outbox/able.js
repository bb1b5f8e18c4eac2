// Whether this browser can keep anything: over plain http on a network address only IndexedDB is there, and half a guard is none.

// Said instead of "saved". `why` is a word for the page to act on; the words are still in its form.
export class NotSaved extends Error {
  constructor(why, cause) {
    super(`Not saved: ${why}`, { cause });
    this.name = "NotSaved";
    this.why = why;
  }
}

export function able() {
  return Boolean(globalThis.isSecureContext && crypto.subtle && crypto.randomUUID && navigator.locks && globalThis.caches && globalThis.indexedDB);
}
