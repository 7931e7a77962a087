// Going about a call without the mouse: to any question, to the notes and back to the answer, to a script and back.
// Only keys with Ctrl and the F keys, since these work while somebody types; all of them can be switched off.

const desk = document.querySelector("[data-call]");
const form = document.getElementById("ask");
const jump = document.getElementById("jump");
const notes = document.getElementById("notes");
const steps = document.querySelector('[data-behaviour="steps"]');
const side = document.querySelector(".hys-desk__side");
const isOff = () => document.body.classList.contains("hys-keys-off");

// After the last letter, so that a screen reader is not interrupted at each.
const TELL_MS = 600;

let left = null;
let telling = 0;

function remember() {
  const here = document.activeElement;
  if (side.contains(here) || here.closest("dialog")) return;
  left = { here, from: here.selectionStart, to: here.selectionEnd };
}

function comeBack() {
  if (!left?.here.isConnected) return;
  left.here.focus();
  if (left.from !== null && left.from !== undefined) left.here.setSelectionRange(left.from, left.to);
}

// The list of questions

const items = () => [...steps.querySelectorAll("[data-question]")];
const goers = () => items().filter((item) => !item.hidden).map((item) => item.querySelector(".hys-steps__go"));

const words = (typed) => typed.toLowerCase().split(/\s+/).filter(Boolean);

function narrow() {
  const sought = words(jump.value);
  for (const item of items()) {
    const number = item.querySelector(".hys-steps__number").textContent;
    const isNumber = sought.length === 1 && /^\d+$/.test(sought[0]);
    item.hidden = isNumber ? !number.startsWith(sought[0]) : !sought.every((word) => item.dataset.words.includes(word));
    item.classList.toggle("hys-steps__item--sought", isNumber && number === sought[0]);
  }
}

function tellFound() {
  const said = desk.querySelector('[data-behaviour="said"]');
  const found = goers().length;
  said.textContent = !jump.value.trim() ? "" : found ? steps.dataset.found.replace("{n}", found) : steps.dataset.none;
}

function goToFound() {
  const sought = words(jump.value);
  if (!sought.length) return;
  const isAsked = (go) => !["not_asked", "depends"].includes(go.closest("li").dataset.state);
  const isOwn = (go) => {
    const own = go.querySelector(".hys-steps__words").textContent.toLowerCase();
    return sought.every((word) => own.includes(word));
  };
  const all = goers();
  const asked = all.filter(isAsked);
  const found = steps.querySelector(".hys-steps__item--sought .hys-steps__go")
    ?? asked.find(isOwn) ?? asked[0] ?? all.find(isOwn) ?? all[0];
  if (found) found.click();
  else jump.parentElement.querySelector(".hys-jump__go").click();
}

function onJumpKey(event) {
  if (event.key === "Enter") {
    event.preventDefault();
    goToFound();
  } else if (event.key === "Escape") {
    jump.value = "";
    narrow();
    comeBack();
  } else if (event.key === "ArrowDown") {
    event.preventDefault();
    goers()[0]?.focus();
  }
}

function onListKey(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = goers();
  const next = all[all.indexOf(document.activeElement) + step];
  (next ?? jump).focus();
}

// Notes

function putNotes(box) {
  const marked = notes.value.slice(notes.selectionStart, notes.selectionEnd);
  const words = (marked || notes.value).trim();
  if (!words || box.selectionStart === null) return;
  box.setRangeText(words, box.selectionStart, box.selectionEnd, "end");
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function takesWords(box) {
  return form?.contains(box) && box.matches("textarea, input[type=text]");
}

function toggle(box) {
  if (document.activeElement === box) {
    comeBack();
  } else {
    remember();
    box.focus();
    if (box === jump) box.select();
  }
}

// Scripts

function open(kind) {
  const dialog = document.getElementById(`help-${kind}`);
  for (const other of document.querySelectorAll("dialog[open]")) other.close();
  remember();
  dialog.addEventListener("close", comeBack, { once: true });
  dialog.showModal();
  const heading = dialog.querySelector("h2");
  heading.tabIndex = -1;
  heading.focus();
}

async function refer(event) {
  event.preventDefault();
  const sent = event.target;
  const said = sent.querySelector('[data-behaviour="referred"]');
  const wrong = sent.querySelector(".govuk-error-message");
  const button = sent.querySelector("button");
  button.disabled = true;
  wrong.hidden = true;
  try {
    const headers = { Accept: "application/json" };
    const answer = await fetch(sent.action, { method: "POST", body: new FormData(sent), headers, redirect: "error" });
    const { referred, fault } = await answer.json();
    if (fault) {
      wrong.textContent = fault;
      wrong.hidden = false;
      sent.elements.about.focus();
    } else {
      said.textContent = referred;
      sent.reset();
    }
  } catch {
    said.textContent = said.dataset.failed;
  }
  button.disabled = false;
}

function onKey(event) {
  if (isOff() || event.isComposing || event.altKey || event.metaKey || event.shiftKey) return;
  const help = !event.ctrlKey && document.querySelector(`[data-help][data-key="${CSS.escape(event.key)}"]`);
  if (help) {
    event.preventDefault();
    open(help.dataset.help);
  } else if (event.ctrlKey && !document.querySelector("dialog[open]")) {
    const here = document.activeElement;
    const deeds = {
      g: () => toggle(jump),
      ",": () => toggle(notes),
      ";": () => takesWords(here) && putNotes(here),
    };
    const deed = deeds[event.key.toLowerCase()];
    if (!deed) return;
    event.preventDefault();
    deed();
  }
}

if (desk && jump) {
  document.addEventListener("keydown", onKey);
  jump.addEventListener("input", () => {
    narrow();
    clearTimeout(telling);
    telling = setTimeout(tellFound, TELL_MS);
  });
  jump.addEventListener("keydown", onJumpKey);
  steps.addEventListener("keydown", onListKey);
  for (const opener of document.querySelectorAll("[data-help]")) {
    opener.addEventListener("click", (event) => { event.preventDefault(); open(opener.dataset.help); });
  }
  for (const sent of document.querySelectorAll("dialog [data-behaviour=refer]")) sent.addEventListener("submit", refer);
  const current = steps.querySelector("[aria-current]");
  if (current) steps.scrollTop = current.closest("li").offsetTop - steps.clientHeight / 3;
}
