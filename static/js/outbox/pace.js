// When to try again. Kept in memory and by a clock that nobody can set: a wrong date on the phone must not hold a row back for years.
export const settings = {
  // Milliseconds; tests set them lower.
  timeout: 15_000, // a request that hangs
  save: 10_000, // a database that hangs: "not saved" is said then
  after: 0, // from Save until it is sent
  first: 1_000, // before the second try
  most: 300_000, // between two tries
  idle: 300_000, // with nothing to send, the server is told so
  patience: 120_000, // with a page that holds the lock
};

const waits = new Map();

// 1, 2, 4 … 300 seconds, half of it by chance, so that a floor full of phones does not come back at once. `least` is the server's own wish.
export function failed(id, least = 0) {
  const times = (waits.get(id)?.times ?? 0) + 1;
  const wait = Math.min(settings.most, settings.first * 2 ** (times - 1)) * (0.5 + Math.random() / 2);
  waits.set(id, { times, due: performance.now() + Math.max(wait, Math.min(settings.most, least)) });
}

export const ready = (id) => !(waits.get(id)?.due > performance.now());
export const forget = (id) => waits.delete(id);
export const forgetAll = () => waits.clear();

// Milliseconds until the first of these may be tried. What was never tried is another person's, and waits for them.
export function soonest(ids) {
  const dues = ids.filter((id) => waits.has(id)).map((id) => waits.get(id).due - performance.now());
  return Math.max(settings.first, Math.min(settings.idle, ...dues));
}
