// Whether this browser takes notifications for somebody, and whose they are: on a phone that several people use, only of who is signed in.
const KEY = "fw-push";

export const able = () => "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
const manager = async () => (await navigator.serviceWorker.getRegistration())?.pushManager;

export const remember = (user) => localStorage.setItem(KEY, user);
const theirs = (user) => localStorage.getItem(KEY) === String(user);
export const strangers = (user) => localStorage.getItem(KEY) !== null && !theirs(user);

// What there is for that person; anybody else's is let go.
export async function subscription(user) {
  const there = await (await manager())?.getSubscription();
  if (there && !theirs(user)) await letGo();
  return there && theirs(user) ? there : null;
}

export async function subscribe(user, applicationServerKey) {
  await letGo(); // of another key, perhaps
  const made = await (await manager()).subscribe({ userVisibleOnly: true, applicationServerKey });
  remember(user);
  return made;
}

// The push service is told, and tells the server of ours when that sends the next time; without a signal only this browser knows.
export async function letGo() {
  localStorage.removeItem(KEY);
  if (able()) await (await (await manager())?.getSubscription())?.unsubscribe();
}
