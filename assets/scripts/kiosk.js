// The kiosk: one page that asks one person after another, with a network or without. What a person answers stands in
// memory alone until it is sealed to the event's key; then the tablet keeps it until the server has it.
import "./parts/choices.js";
import "./parts/count.js";
import { escaped, filled } from "./kiosk/filling.js";
import { watchIdleness } from "./kiosk/idle.js";
import { Interview } from "./kiosk/interview.js";
import { closeFor, keep, waitingFor } from "./kiosk/keeping.js";
import { haveWorker, isReady, loadPack, readToken } from "./kiosk/opening.js";
import { oneByOne } from "./kiosk/routing.js";
import { inGroups, mintCode, sealed } from "./kiosk/sealing.js";
import { sendWaiting } from "./kiosk/sending.js";

const RETRY_MS = 30_000;
const STALE_MS = 5 * 60_000;
const NOTICEABLE_S = 120;
const OVER = {
  ended: ["This event has ended", "No new responses are taken here. What was taken before is sent as soon as there is a network."],
  planned: ["The consultation has not opened", "Come back once it has. This tablet stays ready."],
  closed: ["The consultation has closed", "No new responses are taken. What was taken before is sent as soon as there is a network."],
  nothing: ["Nothing is asked at this event", "The consultation has no such questionnaire any more. Choose another on the page of the event."],
};

const eventCode = decodeURIComponent(location.pathname.split("/")[2] ?? "").toUpperCase();
const main = document.querySelector("[data-kiosk]");
const dialog = document.querySelector("[data-dialog]");
const staffButton = document.querySelector('[data-do="staff"]');
const staffScreens = JSON.parse(document.querySelector("[data-screens]").textContent);

let token = null;
let pack = null;
let asking = null;
let loadedAt = 0;
let language = "en";
let interview = null;
let screen = "";
let busy = false;
const standing = { items: [], sent: 0, reached: null, offset: null, shut: false };

// Putting screens up.

function paint(name, html, { code = "en", direction = "ltr", title = "", wrong = false, still = false } = {}) {
  screen = name;
  main.innerHTML = html;
  document.documentElement.lang = code;
  document.documentElement.dir = direction;
  document.title = [title, "Have your say"].filter(Boolean).join(" – ");
  main.dispatchEvent(new CustomEvent("hys-shown", { bubbles: true }));
  if (still) return;
  scrollTo(0, 0);
  main.querySelector(wrong ? ".govuk-error-summary" : "h1")?.focus({ preventScroll: true });
}

const blank = () => ({ ...asking, language, answers: {}, asked: new Set(), fields: {}, errors: {}, errorWord: "", slots: {} });
const spoken = () => pack.languages.find((one) => one.code === language);
const direction = () => spoken().direction;
const waitingWords = () => `Waiting to be sent: ${standing.items.length}`;

function paintPublic(name, slots = {}, about = {}) {
  const html = filled(pack.by_language[language].screens[name], { ...blank(), slots });
  paint(name, html, { code: language, direction: direction(), ...about });
}

function paintStaff(name, slots = {}, about = {}) {
  const html = filled(staffScreens[name], { ...blank(), slots: { waiting: waitingWords(), ...slots } });
  paint(name, html, { title: "For staff", ...about });
}

function ask(html) {
  dialog.innerHTML = html;
  dialog.setAttribute("aria-labelledby", "dialog-title");
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[autofocus]")?.focus();
}

function sayAll() {
  const words = pack?.by_language?.[language]?.words;
  for (const place of words ? document.querySelectorAll("[data-words]") : []) {
    if (words[place.dataset.words]) place.textContent = words[place.dataset.words];
  }
  const skip = document.querySelector(".govuk-skip-link");
  if (words && skip) skip.textContent = words.skip;
  const form = words?.waiting ?? "Waiting to be sent: {n}";
  document.querySelector("[data-waiting]").textContent = form.replace("{n}", standing.items.length);
}

// The person in front of the screen.

function welcome(chosen = pack.languages[0].code) {
  interview = null;
  dialog.close();
  language = chosen;
  const button = (one) => `<button type="button" class="hys-kiosk__language" data-do="language" value="${one.code}" lang="${one.code}" dir="${one.direction}" aria-pressed="${one.code === language}">${escaped(one.name)}</button>`;
  const languages = pack.languages.length > 1 ? pack.languages.map(button).join("") : "";
  paintPublic("welcome", { event: escaped(pack.event.name), languages });
  sayAll();
  if (performance.now() - loadedAt > STALE_MS) refresh();
}

function continueInterview(posted = null, faults = []) {
  dialog.close();
  const { html, title, wrong } = interview.show(posted, faults);
  paint("interview", html, { code: language, direction: direction(), title, wrong });
}

function fieldsOf(form) {
  const posted = {};
  for (const [name, value] of new FormData(form)) (posted[name] ??= []).push(value);
  return posted;
}

async function send() {
  if (busy || !interview) return;
  const faults = interview.obstacle();
  if (faults) {
    continueInterview(null, faults);
    return;
  }
  busy = true;
  const own = interview;
  try {
    const code = mintCode();
    const envelope = await sealed(pack.event.public_key, pack.event.id, own.item, own.response(code));
    await keep({ id: own.item, code: eventCode, envelope });
    if (interview === own) {
      interview = null;
      paintPublic("thanks", { code: inGroups(code), reference: inGroups(code.slice(0, 8)) });
    }
    await count();
    dispatch();
  } catch {
    if (interview === own) paintPublic("unkept");
  } finally {
    busy = false;
  }
}

// What waits, and the way to the server.

async function count() {
  standing.items = await waitingFor(eventCode);
  sayAll();
}

let dispatching = null;
function dispatch() {
  dispatching ??= (async () => {
    const outcome = await sendWaiting(eventCode, token);
    standing.sent += outcome.sent;
    standing.reached = outcome.reached;
    standing.shut = Boolean(outcome.shut);
    await count();
    if (screen === "staff") await staff({ still: true });
    if (["over", "shut", "unreachable"].includes(screen)) main.querySelector("[data-waiting-line]").textContent = waitingWords();
  })().finally(() => { dispatching = null; });
  return dispatching;
}

function clockWords() {
  if (standing.offset === null) return "Not compared yet: that needs a network";
  const seconds = Math.round(standing.offset / 1000);
  if (Math.abs(seconds) < NOTICEABLE_S) return "Right";
  const minutes = Math.round(Math.abs(seconds) / 60);
  const hours = Math.round(minutes / 60);
  const off = minutes < 120 ? `${minutes} minutes` : hours < 48 ? `${hours} hours` : `${Math.round(hours / 24)} days`;
  return `Wrong: about ${off} ${seconds > 0 ? "ahead" : "behind"}. Responses are dated by the server’s clock all the same.`;
}

async function staff({ still = false } = {}) {
  interview = null;
  dialog.close();
  await count();
  const none = standing.items.length === 0;
  const problems = standing.items.filter((item) => item.problem);
  const network = { true: "The server answers", false: "No answer from the server", null: "Not tried yet" }[standing.reached];
  paintStaff("staff", {
    event: escaped(pack?.event.name ?? eventCode),
    all_sent: none ? "1" : "",
    some_wait: none ? "" : "1",
    may_ask: pack?.state === "open" && !standing.shut ? "1" : "",
    count: standing.items.length,
    sent: standing.sent,
    network: standing.shut ? "The kiosk link is no longer good: open the event’s new link here" : network,
    ready: await isReady(eventCode) ? "Ready: the questions are kept on this tablet" : "Not ready: this browser has not kept the questions",
    clock: clockWords(),
    problems: problems.map((item) => `<li>${escaped(item.problem)}</li>`).join(""),
  }, { still });
}

async function forget() {
  await closeFor(eventCode);
  token = null;
  pack = null;
  await caches.delete("kiosk-packs");
  paintStaff("not_opened");
}

// Beginning.

async function refresh() {
  const found = await loadPack(eventCode, token);
  if (found.pack) {
    pack = found.pack;
    loadedAt = performance.now();
    if (found.offset !== null) standing.offset = found.offset;
    asking = pack.document && { document: oneByOne(pack.document), channel: pack.channel, vocabulary: pack.vocabulary };
    if (pack.state !== "open" && !interview) showOver();
  }
  return found;
}

function showOver() {
  const [heading, words] = OVER[pack.state];
  paintStaff("over", { heading, words });
}

async function load() {
  const found = await refresh();
  await count();
  staffButton.hidden = false;
  if (found.shut) paintStaff("shut");
  else if (found.unreachable) paintStaff("unreachable");
  else if (pack.state === "open") welcome();
  dispatch();
}

async function begin() {
  try {
    token = eventCode ? await readToken(eventCode) : null;
  } catch {
    paintStaff("no_storage");
    return;
  }
  if (!token) {
    paintStaff("not_opened");
    return;
  }
  await haveWorker();
  await load();
}

const DEEDS = {
  begin() {
    interview = new Interview(asking, pack, language);
    continueInterview();
  },
  language: (button) => welcome(button.value),
  back: () => (interview.back() ? continueInterview() : DEEDS.stop()),
  change(button) {
    interview.change(button.dataset.page);
    continueInterview();
  },
  send,
  stop: () => (interview.isBegun ? ask(pack.by_language[language].screens.stop) : welcome()),
  stay: () => dialog.close(),
  finish: () => (pack?.state === "open" ? welcome() : showOver()),
  staff: () => (interview?.isBegun ? ask(pack.by_language[language].screens.stop) : staff()),
  dispatch: () => dispatch(),
  load,
  forget: () => ask(staffScreens.forget),
  async forgotten() {
    dialog.close();
    await forget();
  },
};

const touched = watchIdleness({
  shows() {
    if (!["interview", "thanks", "unkept"].includes(screen)) return false;
    ask(pack.by_language[language].screens[screen === "thanks" ? "idle_thanks" : "idle"]);
    return true;
  },
  tells(seconds, aloud) {
    const place = dialog.querySelector("[data-seconds]");
    const line = dialog.querySelector("[data-aloud]");
    if (place) place.textContent = seconds;
    if (line && aloud) line.textContent = line.dataset.words.replace("{n}", seconds);
  },
  resets() {
    const stands = screen === "welcome" && language === pack.languages[0].code;
    if (pack?.state === "open" && screen !== "shut" && !stands) welcome();
  },
});

for (const kind of ["pointerdown", "keydown", "input", "wheel", "touchmove"]) {
  addEventListener(kind, (event) => {
    touched();
    if (dialog.querySelector("[data-seconds]") && !event.target.closest?.("button")) dialog.close();
  }, { passive: true });
}
dialog.addEventListener("close", () => { dialog.textContent = ""; });

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) DEEDS[button.dataset.do](button);
  const link = event.target.closest(".govuk-error-summary a");
  if (!link) return;
  event.preventDefault(); // the address must not change: Back would lead to a page of this person
  const box = document.getElementById(link.hash.slice(1));
  (box?.closest("fieldset, .govuk-form-group") ?? box)?.scrollIntoView();
  box?.focus({ preventScroll: true });
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  const posted = fieldsOf(event.target);
  const faults = interview.take(posted, event.submitter?.value === "skip");
  continueInterview(faults.length ? posted : null, faults);
});

addEventListener("beforeunload", (event) => {
  if (standing.items.length) event.preventDefault();
});
addEventListener("pagehide", () => {
  interview = null;
  main.textContent = "";
  dialog.textContent = "";
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
addEventListener("hashchange", () => begin());
addEventListener("online", () => { if (token) dispatch(); });
setInterval(() => { if (token && standing.items.length) dispatch(); }, RETRY_MS);
begin();
