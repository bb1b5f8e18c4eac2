// Tells whoever listens that a row changed, in this page and in the others. Without a document, as in a worker, it tells the others.
const listeners = new Set();
const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel("fw-outbox") : null;
if (channel) channel.onmessage = () => here();

const here = () => listeners.forEach((listener) => listener());

export const listen = (listener) => listeners.add(listener);

export function tell() {
  here();
  channel?.postMessage("changed");
}
