// What an answer from the line means. One thing only is success: our own server's receipt for these very bytes. A captive portal, a
// sign-in page, a proxy or a worker's offline page may say 200 as well.
const REFUSED = [404, 409, 410, 413, 422], SIGNED_OUT = 401, FORBIDDEN = 403;

export async function read(answer) {
  if (answer.type !== "basic") return { status: 0, json: null }; // a redirect, or not from our server
  const json = /\bjson\b/.test(answer.headers.get("Content-Type") ?? "");
  const text = await answer.text(); // may throw: the line was cut, or the time was up
  return { status: answer.status, json: json ? parsed(text) : null, wait: 1000 * (Number(answer.headers.get("Retry-After")) || 0) };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

// { is: "sent" | "refused" | "csrf" | "stop" | "again", why, fields, wait }
export function verdict({ status, json, wait }, row) {
  if ([200, 201].includes(status)) return receipted(json, row) ? { is: "sent", receipt: json } : { is: "again", why: "no_receipt" };
  const ours = typeof json?.code === "string" && json.status === status, why = ours ? json.code : `status_${status}`;
  if (status === SIGNED_OUT) return { is: "stop", why: "signed_out" };
  if (status === FORBIDDEN && ours && why === "csrf") return { is: "csrf", why };
  if (status === FORBIDDEN && ours && why === "wrong_user") return { is: "stop", why };
  // Taken back after it was received, and asked about again: the receipt it has still stands.
  if (status === 410 && ours && row.receipt) return { is: "sent", receipt: row.receipt };
  if (REFUSED.includes(status) && ours) return { is: "refused", status, why, fields: json.fields ?? {} };
  return { is: "again", why, wait };
}

const receipted = (json, row) => json?.id === row.id && json.sha256 === row.sha && json.owner === row.owner;
