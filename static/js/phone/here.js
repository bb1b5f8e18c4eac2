// Whose page this is. The server writes it into the pages it makes for somebody; one that lies on the phone is for the last person known.
import { show } from "../outbox/person.js";

const { user, name, plain, leads } = document.body.dataset;

export const person = user ? { user: Number(user), name } : undefined;
// Pages made for somebody who leads nobody need no pack; of one that lies on the phone nobody can tell.
export const mayLead = leads !== undefined || plain !== undefined;
// Somebody may be here at all: pages of the front door are for nobody.
export const signedIn = Boolean(user) || plain !== undefined;
// Before anything is saved, the page's own person has to be known: on a shared phone the last one known may be another.
export const shown = signedIn ? show(person).catch(() => {}) : Promise.resolve();
