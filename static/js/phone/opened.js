// How often which card was open on this phone, for those who write the cards: card, wording, the day's week and how often. Nobody's name
// and no time of day; it waits here, with a signal or without, until tally.js tells it.
export const KEY = "fw-opened";
const STAYED = 1_000, LINES = 150, TIMES = 500; // milliseconds: shorter is leafing; what the server takes, and more

let timer;

// A card has come to the middle. What is still there after a second was opened.
export function opened(slug, edition) {
  clearTimeout(timer);
  timer = setTimeout(() => document.hidden || count(slug, Number(edition)), STAYED);
}

function count(slug, edition) {
  const lines = kept(KEY) ?? [], on = monday();
  const there = lines.find(([card, number, day]) => card === slug && number === edition && day === on);
  if (there) there[3] = Math.min(there[3] + 1, TIMES);
  else if (lines.length < LINES) lines.push([slug, edition, on, 1]);
  localStorage.setItem(KEY, JSON.stringify(lines));
}

// The day itself would say more than is needed.
function monday() {
  const day = new Date();
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // whatever else was written there
  }
}
