// Days and times as people say them, in the language of the page; days are those on a team's own wall, as YYYY-MM-DD.
const LANGUAGE = document.documentElement.lang, DAY = 24 * 60 * 60_000;

const format = (at, how) => new Intl.DateTimeFormat(LANGUAGE, how).format(at);

export const today = (timeZone) => new Intl.DateTimeFormat("en-CA", { timeZone }).format();

// today, yesterday, Tuesday, 3 Nov
export function day(on, now) {
  const at = Date.parse(on), gap = Math.round((at - Date.parse(now)) / DAY);
  if (Math.abs(gap) < 2) return new Intl.RelativeTimeFormat(LANGUAGE, { numeric: "auto" }).format(gap, "day");
  return format(at, { timeZone: "UTC", ...(Math.abs(gap) < 7 ? { weekday: "long" } : { day: "numeric", month: "short" }) });
}

// 10:42, or Tue 18 Nov, 10:42
export function moment(at) {
  const hours = { hour: "2-digit", minute: "2-digit" }, same = new Date(at).toDateString() === new Date().toDateString();
  return format(at, same ? hours : { weekday: "short", day: "numeric", month: "short", ...hours });
}

export const date = () => format(Date.now(), { weekday: "short", day: "numeric", month: "short" });
