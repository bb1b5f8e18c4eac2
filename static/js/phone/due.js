// Which check-backs of a pack are due: late, or of a shift that began today or earlier on the team's own wall. An answer that is still on
// this phone counts as given.
import { today } from "./days.js";

// Each with its person and `state`, "late" or "today".
export function due({ check_backs: all, advisors, teams }, rows) {
  const answered = new Set(rows.filter(({ kind }) => kind === "answer").map(({ id }) => id));
  return all.map((one) => promise(one, advisors, teams)).filter(({ state, id }) => state && !answered.has(id));
}

function promise(one, advisors, teams) {
  const person = advisors.find(({ id }) => id === one.advisor), zone = teams.find(({ id }) => id === person?.team)?.time_zone;
  const state = Date.parse(one.due_at) < Date.now() ? "late" : one.due_on <= today(zone) ? "today" : "";
  return { ...one, ...person, id: one.id, state };
}
