// Asks the browser to keep what is here even when the phone runs short of space. It may refuse without a word, so what came of it is
// asked of the browser itself, and said on one's own page.
const ASKED = "fw-asked-to-last", OFTEN = 24 * 60 * 60_000; // milliseconds: one browser asks the person each time

export const lasts = async () => Boolean(await navigator.storage?.persisted?.());

export async function ask() {
  if (Math.abs(Date.now() - Number(localStorage.getItem(ASKED))) < OFTEN || (await lasts())) return;
  localStorage.setItem(ASKED, Date.now());
  await navigator.storage?.persist?.();
}
