// What is typed and not yet saved, so that it is still there when the phone closes the page for want of memory.
import { who } from "../outbox/person.js";
import { know, note } from "../outbox/store.js";

const KEPT = 24 * 60 * 60_000; // milliseconds; after that it is somebody else's moment

// A moment has one place, whatever it is about; words of another kind have one of their own.
const key = async (place) => `${place}:${(await who())?.user}`;

// `about` says what it is of: the card's slug, or the check-back's id.
export async function write(about, form, place = "draft") {
  await note(await key(place), { about, at: Date.now(), fields: [...new FormData(form)].filter(([, value]) => typeof value === "string") });
}

export async function draft(about, place = "draft") {
  const found = await know(await key(place));
  return found?.about === about && Math.abs(Date.now() - found.at) < KEPT ? found : null;
}

export const forget = async (place = "draft") => note(await key(place), null);

// As it was left, its id too: saved before and after, it is one.
export function restore(form, { fields }) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = false;
  for (const [name, value] of fields) {
    const field = form.elements[name];
    if (!field || name === "csrfmiddlewaretoken") continue;
    if (field.type === "checkbox") field.checked = true;
    else field.value = value;
    const folded = field.type === "textarea" && value && field.closest("details");
    if (folded) folded.open = true;
  }
}
