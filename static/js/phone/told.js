// The toast after Save: what it says follows what becomes of the row, from "Saved on this phone" to "Logged for Ben".
import { contact } from "../outbox/contact.js";
import { rows, takeBack, waiting } from "../outbox/outbox.js";
import { said } from "./fill.js";

const KEY = "fw-told", SHOWN = 10_000, A_MOMENT = 100; // milliseconds

// For the next page: saving leads there.
export const remember = (news) => sessionStorage.setItem(KEY, JSON.stringify(news));

export function remembered() {
  const news = JSON.parse(sessionStorage.getItem(KEY) ?? "null");
  sessionStorage.removeItem(KEY);
  if (news) tell(news);
}

// `news`: { id, kind, who, first, when, cleared }
export async function tell(news) {
  const toast = document.getElementById("told").content.firstElementChild.cloneNode(true), button = toast.querySelector("button");
  const [first, second, show] = ["first", "second", "show"].map((name) => toast.querySelector(`[data-${name}]`));
  const words = toast.dataset, { saved } = first.parentNode.dataset;
  const follow = async () => {
    const row = (await rows()).find(({ id }) => id === news.id), sent = row?.state === "sent", { saved: n } = await waiting();
    toast.classList.toggle("toast--wait", !sent);
    first.textContent = sent ? (news.first || said(words.logged, news)) : saved;
    const then = news.cleared ? words.cleared : news.when && said(words.comeBack, news);
    second.textContent = sent ? then : row?.state === "attention" ? words.attention : said(words.waits, { n });
    Object.assign(show, { hidden: !sent || news.kind !== "session", href: `/sessions/${news.id}/show/`, textContent: said(show.dataset.words, news) });
    button.hidden = sent ? news.kind !== "session" : row?.frozen;
  };
  document.body.append(toast);
  await new Promise((resolve) => setTimeout(resolve, A_MOMENT)); // a live region that is full when it appears is often not read out
  await follow();
  document.addEventListener("fw:outbox", follow);
  let timer = setTimeout(away, SHOWN);
  function away() {
    document.removeEventListener("fw:outbox", follow);
    toast.remove();
  }
  for (const reach of ["focusin", "pointerenter"]) toast.addEventListener(reach, () => clearTimeout(timer));
  for (const leave of ["focusout", "pointerleave"]) toast.addEventListener(leave, () => (timer = setTimeout(away, SHOWN)));
  button.addEventListener("click", async () => {
    clearTimeout(timer);
    document.removeEventListener("fw:outbox", follow);
    if (!(await takeBack(news.id))) return undo(news.id);
    toast.classList.remove("toast--wait");
    [first.textContent, second.textContent, button.hidden, show.hidden] = [words.undone, "", true, true];
    timer = setTimeout(away, SHOWN);
  });
}

// It has arrived: the server takes it back, and its page says what became of it.
async function undo(id) {
  const { csrf } = await contact();
  if (!csrf) return document.dispatchEvent(new CustomEvent("fw:unheard"));
  const form = document.createElement("form"), token = document.createElement("input");
  Object.assign(form, { method: "post", action: `/sessions/${id}/undo/` });
  Object.assign(token, { type: "hidden", name: "csrfmiddlewaretoken", value: csrf });
  form.append(token);
  document.body.append(form);
  form.submit();
}
