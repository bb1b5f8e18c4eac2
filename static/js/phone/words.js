// What a form says: `body` as it goes over the line, by the same fields and rules as the server's own form;
// `about` for the list of what waits; `news` for the toast.
const PAYLOAD = { session: 2, answer: 1, story: 1 }; // versions: a session says since 2 how long its form was open

const number = (said, name) => Number(said.get(name)) || null;
const promise = (form) => (form.elements.come_back.value === "none" ? "" : chosen(form, "come_back").toLowerCase());

// A coaching moment. Where the two see it differently the leader's own step stands beside the answer, and the two are never averaged.
export function session(form, at, offline, took) {
  const said = new FormData(form), step = number(said, "step"), own = number(said, "own_step");
  const differ = said.has("differ") && own !== step, card = said.get("card"), advisor = number(said, "advisor");
  const id = said.get("id"), who = chosen(form, "advisor"), where = step ? chosen(form, "step") : "";
  return {
    id,
    body: {
      advisor, card, edition: number(said, "edition"), held_at: at,
      step: differ ? own : step, advisor_step: differ ? step : null,
      next_step: said.get("next_step").trim(), come_back: said.get("come_back") ?? "none", note: said.get("note").trim(),
      made_offline: offline, payload: PAYLOAD.session, ...(took >= 0 && { took_ms: took }),
    },
    about: { what: where ? `${who}, ${where}` : who, initials: initials(form), card, advisor },
    news: { id, kind: "session", who, when: promise(form) },
  };
}

// An answer to a check-back, of which `asked` knows id, session, who, initials and card: only what its outcome asks for.
export function answer(form, at, asked) {
  const said = new FormData(form), outcome = said.get("outcome"), hurdle = outcome === "in-the-way";
  const tried = ["helped", "not-there-yet"].includes(outcome), what = `${asked.who}: ${chosen(form, "outcome").toLowerCase()}`;
  return {
    id: asked.id,
    body: {
      outcome, answered_at: at, step: tried ? number(said, "step") : null,
      barrier: hurdle ? said.get("barrier") : "", words: hurdle ? said.get("words").trim() : "",
      come_back: said.get("come_back") ?? "none", payload: PAYLOAD.answer,
    },
    about: { session: asked.session, what, initials: asked.initials, card: asked.card },
    news: { id: asked.id, kind: "answer", who: asked.who, first: what, when: promise(form), cleared: hurdle },
  };
}

// A permission story; null where a part is missing or too long, which the server says in its own words when it can be asked.
export function story(form, at, offline, send) {
  const said = new FormData(form), details = said.has("details_changed"), card = said.get("card"), boxes = [...form.querySelectorAll("fw-left")];
  const words = Object.fromEntries(boxes.map((left) => document.getElementById(left.getAttribute("for"))).map(({ name, value }) => [name, value.split(/\s+/).filter(Boolean).join(" ")]));
  if (boxes.some((left) => left.dataset.state === "over") || Object.values(words).includes("") || (send && !details)) return null;
  return {
    id: said.get("id"),
    body: { ...words, told_at: at, advisor: number(said, "advisor"), card, details_changed: details, send_in: send, made_offline: offline, payload: PAYLOAD.story },
    about: { what: `“${words.said}”`, initials: "“”", card },
    news: { id: said.get("id"), kind: "story", first: send ? form.dataset.sent : form.dataset.kept },
  };
}

// The words beside what is chosen.
function chosen(form, name) {
  const label = form.querySelector(`[name="${name}"]:checked`)?.closest("label");
  return label?.querySelector("span:not(.av):not(.sr)")?.firstChild?.data.trim() || label?.textContent.trim() || "";
}

const initials = (form) => form.querySelector("[name=advisor]:checked").closest("label").querySelector(".av").textContent;
