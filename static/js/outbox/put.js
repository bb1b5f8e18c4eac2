// One row over the line, and what came of it.
import { settings } from "./pace.js";
import { read, verdict } from "./reply.js";

const ADDRESS = { session: (id) => `/api/v1/sessions/${id}/`, answer: (id) => `/api/v1/check-backs/${id}/answer/`, story: (id) => `/api/v1/stories/${id}/` };

// `navigator.onLine` is asked nowhere: it says yes in a lift and no behind some proxies. The request itself finds out, within its time.
export async function put(row, { csrf }) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Owner": row.owner, "X-CSRFToken": csrf };
  const how = { method: "PUT", body: row.body, headers, redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(settings.timeout) };
  try {
    return verdict(await read(await fetch(ADDRESS[row.kind](row.id), how)), row);
  } catch {
    return { is: "stop", why: "no_contact" };
  }
}
