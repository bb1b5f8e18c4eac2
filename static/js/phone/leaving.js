// Signing out. What was saved and not sent stays on this phone, and only its owner can send it: they are told so before they go.
import { able } from "../outbox/able.js";
import { contact } from "../outbox/contact.js";
import { asFile, sendNow, waiting } from "../outbox/outbox.js";
import { clear } from "./badge.js";
import { download } from "./download.js";
import { said } from "./fill.js";
import { drop } from "./pack.js";
import { letGo } from "./push.js";

const PATIENCE = 5_000; // milliseconds for a last try to send

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!able() || !form.action.endsWith("/accounts/logout/")) return;
  event.preventDefault();
  leave(form);
});

async function leave(form) {
  await inTime(sendNow());
  const [{ saved, attention }, { stop }] = [await waiting(), await contact()], unsent = saved + attention, offline = stop === "no_contact";
  if ((unsent || offline) && !(await sure(unsent, offline))) return;
  await Promise.all([emptied(), inTime(letGo())]);
  form.submit();
}

// What this phone holds of people, but for what waits to be sent.
const emptied = () => Promise.all([drop().catch(() => {}), clear()]);

const inTime = (work) => Promise.race([work.catch(() => {}), new Promise((resolve) => setTimeout(resolve, PATIENCE))]);

function show(dialog, said) {
  for (const part of dialog.querySelectorAll("[data-if]")) part.hidden = !said[part.dataset.if];
}

// Without a signal nobody can sign out: the server would not know.
async function sure(n, offline) {
  const dialog = document.getElementById("leaving").content.firstElementChild.cloneNode(true);
  show(dialog, { away: offline, offline, waiting: n > 0 });
  for (const part of dialog.querySelectorAll("[data-count]")) part.textContent = said(part.dataset.count, { n });
  dialog.querySelector("[value=go]").hidden = offline;
  dialog.querySelector("[data-do=file]").addEventListener("click", async () => download(await asFile()));
  dialog.querySelector("[data-do=drop]").addEventListener("click", async () => {
    await emptied();
    show(dialog, { away: true, gone: true, waiting: n > 0 });
  });
  document.body.append(dialog);
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }));
  dialog.remove();
  return dialog.returnValue === "go";
}
