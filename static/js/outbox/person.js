// Whose words a page saves: of whoever it shows, never of whoever happens to be signed in when they go.
import { NotSaved } from "./able.js";
import { know, note } from "./store.js";

let shown = null;

// The server says on its own pages whom they were made for; a page from the phone shows the last one known. Where that cannot be written
// down, Save will find out.
export async function show(person) {
  shown = person ? { user: person.user, name: person.name } : await who();
  if (person) await note("me", shown).catch(() => {});
}

export async function who() {
  return (shown ??= (await know("me")) ?? null);
}

// Has somebody else signed in since, in another page, nobody can tell who presses Save here: the words stay in the form.
export async function owner() {
  const here = await who(), now = await know("me");
  if (!here) throw new NotSaved("nobody");
  if (now && now.user !== here.user) throw new NotSaved("other_person");
  return here;
}
