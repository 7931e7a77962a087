// Opens the tablet for an event: the token from the link, the worker that keeps everything, and what is asked.

import { openedFor, openFor } from "./keeping.js";

const TOKEN = /^#[0-9a-f]{40}$/;
const TAKEN_WITHIN_MS = 5000;

const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });
export const packAddress = (code) => `/kiosk/${code}/pack`;

// Takes the token out of the address at once: what stands there is seen, and kept in the browser's history.
export async function readToken(code) {
  if (TOKEN.test(location.hash)) {
    const token = location.hash.slice(1);
    history.replaceState(null, "", location.pathname);
    await openFor({ code, token });
    navigator.storage?.persist?.();
    return token;
  }
  return (await openedFor(code))?.token ?? null;
}

// Waits until the worker stands between the page and the network; without one the kiosk works with a network alone.
export async function haveWorker() {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  const taken = new Promise((resolve) => { workers.addEventListener("controllerchange", resolve, { once: true }); });
  try {
    await workers.register("/kiosk/worker.js", { scope: "/kiosk/" });
  } catch {
    return;
  }
  if (!workers.controller) await Promise.race([taken, pause(TAKEN_WITHIN_MS)]);
}

// Returns { pack, offset } or { shut } or { unreachable }; offset is how far this clock is ahead, in milliseconds, null
// where the pack is one that the worker kept.
export async function loadPack(code, token) {
  try {
    const response = await fetch(packAddress(code), { headers: { Authorization: `Bearer ${token}` }, credentials: "omit" });
    if (response.status === 403) return { shut: true };
    if (!response.ok) return { unreachable: true };
    const pack = await response.json();
    return { pack, offset: response.headers.has("X-Kept") ? null : Date.now() - pack.now };
  } catch {
    return { unreachable: true };
  }
}

export async function isReady(code) {
  return Boolean(navigator.serviceWorker?.controller && await caches.match(packAddress(code)));
}
