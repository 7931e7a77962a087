// What a clerk keys is kept at once: a choice as it is made, words after a pause or on leaving the box. What could not
// be sent is tried again with what stands there then. Each sending carries a number; the server refuses whatever comes
// with one that is not higher than the last, so that a late sending never takes the place of a newer one.

const PAUSE_MS = 800;
const PATIENCE_MS = 8000;
const SLOWEST_RETRY_MS = 5000;

const desk = document.querySelector("[data-call]");
const form = document.getElementById("ask");
const notes = document.getElementById("notes");
const line = desk?.querySelector('[data-behaviour="kept"]');
const numbered = form?.elements.namedItem("@sequence");

let sequence = Number(desk?.dataset.sequence ?? 0);
let token = desk?.dataset.token;
let isShared = false;
let isBusy = false;
let isOver = false;
let tries = 0;
let inFlight = null;
let held = null;
const waiting = new Set();
const pauses = new Map();

function say(words) {
  if (line.textContent !== words) line.textContent = words;
}

function addressOf(what) {
  return `${desk.dataset.call}/${what === "@notes" ? "notes" : `questions/${what}`}`;
}

function bodyOf(what) {
  const body = new FormData();
  body.set("@sequence", sequence);
  if (what === "@notes") {
    body.set("@notes", notes.value);
    return body;
  }
  const asked = form.querySelector(`.hys-asked[data-question="${what}"]`);
  for (const box of asked.querySelectorAll("input, select, textarea")) {
    if (["radio", "checkbox"].includes(box.type) && !box.checked) continue;
    body.append(box.name, box.value);
  }
  return body;
}

function nextNumber() {
  sequence += 1;
  if (numbered && !isShared) numbered.value = sequence;
}

function post(what, more) {
  nextNumber();
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  return fetch(addressOf(what), { method: "POST", body: bodyOf(what), headers, redirect: "manual", ...more });
}

async function renewToken() {
  const answer = await fetch(location.pathname);
  if (answer.redirected || !answer.ok) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  token = page.querySelector("[data-token]")?.dataset.token ?? token;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = token;
  return true;
}

function showList(list) {
  const place = desk.querySelector('[data-behaviour="steps"]');
  if (!list || place.contains(document.activeElement) || document.getElementById("jump").value) return;
  const stood = place.scrollTop;
  place.innerHTML = list;
  place.scrollTop = stood;
}

// Returns whether this is done with; false has it tried again after a while.
async function send(what) {
  inFlight = new AbortController();
  const late = setTimeout(() => inFlight.abort(), PATIENCE_MS);
  try {
    const answer = await post(what, { signal: inFlight.signal });
    if (answer.ok) {
      const said = await answer.json();
      showList(said.list);
      say(said.fault ? line.dataset.not.replace("{words}", said.fault) : isShared ? line.dataset.other : said.kept);
      return true;
    }
    if (answer.status === 409) return await isSettled(await answer.json());
    if (answer.status === 404 || answer.status === 410) return true;
    const signedOut = answer.type === "opaqueredirect" || [400, 401, 403].includes(answer.status);
    say(signedOut && !(await renewToken()) ? line.dataset.signedOut : line.dataset.again);
  } catch {
    say(line.dataset.again);
  } finally {
    clearTimeout(late);
  }
  return false;
}

async function isSettled(said) {
  if (said.over) {
    isOver = true;
    say(line.dataset.over);
    return true;
  }
  isShared = true;
  sequence = Math.max(sequence, said.sequence);
  tries = 0;
  return false;
}

async function work() {
  if (isBusy || isOver) return;
  isBusy = true;
  for (const what of waiting) {
    waiting.delete(what);
    if (await send(what)) {
      tries = 0;
    } else {
      waiting.add(what);
      tries += 1;
      break;
    }
  }
  isBusy = false;
  if (held && !waiting.size && !tries) {
    delete form.dataset.sentAt;
    form.requestSubmit(held);
  }
  if (waiting.size && !isOver) setTimeout(work, Math.min(SLOWEST_RETRY_MS, tries < 2 ? 50 : 500 * tries));
}

function keep(what) {
  clearTimeout(pauses.get(what));
  pauses.delete(what);
  waiting.add(what);
  work();
}

function questionOf(box) {
  return box === notes ? "@notes" : box.form === form ? box.closest(".hys-asked")?.dataset.question : undefined;
}

function onInput(event) {
  const what = questionOf(event.target);
  if (!what || !event.target.matches("textarea, input:not([type=radio], [type=checkbox])")) return;
  clearTimeout(pauses.get(what));
  pauses.set(what, setTimeout(() => keep(what), PAUSE_MS));
}

function onChange(event) {
  const what = questionOf(event.target);
  if (what) keep(what);
}

// The page is sent whole, with all that stands there; whatever is still on its way comes too late to count. While
// nothing gets through, the clerk stays here rather than with the browser's error, and goes on once the line is back.
function onSubmit(event) {
  if (event.target !== form || event.defaultPrevented) return;
  if (tries && !held) {
    event.preventDefault();
    held = event.submitter ?? form.querySelector("[data-primary]");
    return;
  }
  inFlight?.abort();
  isOver = true;
  for (const pause of pauses.values()) clearTimeout(pause);
  pauses.clear();
  waiting.clear();
}

function onLeave() {
  if (isOver) return;
  for (const what of new Set([...pauses.keys(), ...waiting])) post(what, { keepalive: true }).catch(() => {});
}

if (desk && notes) {
  document.addEventListener("input", onInput);
  document.addEventListener("change", onChange);
  document.addEventListener("submit", onSubmit);
  addEventListener("pagehide", onLeave);
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  for (const button of document.querySelectorAll('[data-behaviour="keep-notes"]')) button.hidden = true;
}
