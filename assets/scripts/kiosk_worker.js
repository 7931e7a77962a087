// Keeps the kiosk: its shell and files for when there is no network, and the questionnaire as it was last given. NAME and
// FILES come from the server, in front of these lines; the first of FILES is the shell.

const PACKS = "kiosk-packs";
const PATIENCE_MS = 5000;

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(caches.open(NAME).then((kept) => kept.addAll(FILES.map((file) => new Request(file, { cache: "reload" })))));
});

addEventListener("activate", (event) => {
  const drop = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name !== NAME && name !== PACKS).map((name) => caches.delete(name)));
    await clients.claim();
  };
  event.waitUntil(drop());
});

async function fromNetwork(request) {
  const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  if (response.status >= 500) throw new Error(`the server answered ${response.status}`);
  return response;
}

async function page(request) {
  try {
    return await fromNetwork(request);
  } catch {
    return (await caches.match(FILES[0])) ?? Response.error();
  }
}

// A pack that was kept says so, since the time in it is that of another day.
async function pack(request) {
  const kept = await caches.open(PACKS);
  try {
    const response = await fromNetwork(request);
    if (response.ok) await kept.put(request.url, response.clone());
    if (response.status === 403) await kept.delete(request.url);
    return response;
  } catch {
    const found = await kept.match(request.url);
    if (!found) return Response.error();
    const headers = new Headers(found.headers);
    headers.set("X-Kept", "1");
    return new Response(found.body, { status: 200, headers });
  }
}

async function file(request) {
  return (await caches.match(request, { cacheName: NAME })) ?? fetch(request);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.endsWith("/pack")) event.respondWith(pack(request));
  else if (FILES.includes(pathname)) event.respondWith(file(request));
});
