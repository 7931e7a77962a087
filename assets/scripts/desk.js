// The telephone desk by keyboard alone. Figures choose, letters jump in long lists, Enter goes on; a key typed in a
// text box is never taken, and all of it can be switched off. Without this script Tab, arrows and Enter do the work.
import "./desk/keeping.js";
import "./desk/going.js";

const PAUSE_MS = 900;
const LONG = 9;
const OFF = "desk-keys-off";

const desk = document.querySelector("[data-desk]");
const form = desk.querySelector("form:not([data-secondary])");
const opener = desk.querySelector('[data-behaviour="show-keys"]');
const dialog = desk.querySelector('[data-behaviour="keys"]');
const said = desk.querySelector('[data-behaviour="said"]');
const isTextBox = (box) =>
  box.matches("textarea, input:not([type=radio], [type=checkbox], [type=submit], [type=button], [type=hidden])");
const isShown = (box) => box.getClientRects().length > 0;
const wordsOf = (box) => (box.tagName === "OPTION" ? box : box.labels[0]).dataset.words;

// A stop is one thing to answer: a group of boxes, a list, or a text box. A text box that belongs to an answer (its
// 'please say what', its count) is attached to the stop of that answer and has no place of its own in the order.

function stopsOf(root) {
  const byName = new Map();
  const boxes = root.querySelectorAll(
    "input:is([type=radio], [type=checkbox]), select, textarea, input[type=text], input[type=email]");
  for (const box of boxes) {
    const owner = box.name.match(/^(.+?)(?::|\.count\.)(.+)$/);
    if (isTextBox(box) && owner) continue;
    if (!byName.has(box.name)) byName.set(box.name, { name: box.name, boxes: [] });
    byName.get(box.name).boxes.push(box);
  }
  return [...byName.values()];
}

const stops = form && desk.dataset.desk === "page" ? stopsOf(form) : [];
const first = (stop) => stop.boxes[0];
const answersOf = (stop) =>
  first(stop).tagName === "SELECT" ? [...first(stop).options].filter((one) => one.value) : isTextBox(first(stop)) ? [] : stop.boxes;
const isAnswered = (stop) =>
  first(stop).closest("[data-hidden]") !== null
  || stop.boxes.some((box) => (["radio", "checkbox"].includes(box.type) ? box.checked : box.value));

function attachedTo(stop, value) {
  const question = stop.name.replace(/\.\d+$/, "");
  return form.elements.namedItem(`${question}:${value}`) ?? form.elements.namedItem(`${question}.count.${value}`);
}

function stopOf(box) {
  const direct = stops.find((stop) => stop.boxes.includes(box));
  if (direct || !box.name) return direct;
  const owner = box.name.split(/:|\.count\./);
  const named = stops.filter((stop) => stop.name === owner[0] || stop.name.replace(/\.\d+$/, "") === owner[0]);
  return named.find((stop) => stop.boxes.some((one) => one.value === owner[1])) ?? named[0];
}

// The question that the address names, until the clerk has left it.
let wanted = null;

function firstOpen() {
  return wanted ?? stops.find((stop) => first(stop).closest(".hys-invalid")) ?? stops.find((stop) => !isAnswered(stop)) ?? stops[0];
}

// What is said

function tell(words, values) {
  const filled = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  said.textContent = "";
  setTimeout(() => { said.textContent = filled; }, 40);
}

// Figures before the answers

function label(element, key) {
  const shown = document.createElement("kbd");
  shown.className = "hys-key";
  shown.setAttribute("aria-hidden", "true");
  shown.textContent = key;
  element.prepend(shown);
}

function listCodes(stop, place) {
  const list = document.createElement("ol");
  list.className = "hys-codes";
  answersOf(stop).forEach((option, at) => {
    const item = document.createElement("li");
    item.dataset.value = option.value;
    item.append(wordsOf(option));
    if (option.dataset.hint) {
      const hint = document.createElement("span");
      hint.className = "hys-codes__hint";
      hint.textContent = option.dataset.hint;
      item.append(hint);
    }
    label(item, at + 1);
    list.append(item);
  });
  place.after(list);
  return list;
}

function numberAnswers() {
  const listed = new Map();
  for (const stop of stops) {
    answersOf(stop).forEach((answer, at) => {
      const words = answer.tagName === "OPTION" ? answer : answer.labels[0];
      words.dataset.words = words.textContent.trim();
      if (answer.tagName === "OPTION") return;
      answer.dataset.code = at + 1;
      label(words, at + 1);
    });
    if (first(stop).tagName !== "SELECT") continue;
    // The places of a ranking share one list of codes, that of the first place.
    const group = first(stop).closest(".hys-ranks") ?? first(stop);
    if (!listed.has(group)) listed.set(group, { list: listCodes(stop, group), stops: [] });
    listed.get(group).stops.push(stop);
  }
  for (const { list, stops: sharing } of listed.values()) {
    const show = () => {
      const taken = sharing.map((stop) => first(stop).value);
      for (const item of list.children) item.classList.toggle("hys-codes__taken", taken.includes(item.dataset.value));
      showOthers(sharing);
    };
    for (const stop of sharing) first(stop).addEventListener("change", show);
    show();
  }
}

// 'Please say what' stands below a list only while its answer is chosen.
function showOthers(sharing) {
  for (const option of answersOf(sharing[0])) {
    const box = attachedTo(sharing[0], option.value);
    if (!box?.closest(".hys-other")) continue;
    box.closest(".hys-other").hidden = !sharing.some((stop) => first(stop).value === option.value);
  }
}

// Going from stop to stop

function goTo(stop) {
  const box = stop.boxes.find((one) => one.checked) ?? first(stop);
  box.focus({ preventScroll: true });
  (box.closest(".hys-grid__row, .hys-question") ?? box).scrollIntoView({ block: "nearest" });
}

function goOn(stop) {
  const following = stops.slice(stops.indexOf(stop) + 1).find((one) => isShown(first(one)));
  if (following) goTo(following);
  else form.requestSubmit(form.querySelector("[data-primary]"));
}

function choose(stop, answer) {
  const words = wordsOf(answer);
  if (answer.tagName === "OPTION") {
    first(stop).value = answer.value;
    first(stop).dispatchEvent(new Event("change", { bubbles: true }));
  } else {
    answer.focus({ preventScroll: true });
    if (answer.type !== "radio" || !answer.checked) answer.click();
  }
  const chosen = answer.tagName === "OPTION" || answer.checked;
  tell(chosen ? said.dataset.on : said.dataset.off, { words });
  const attached = chosen && attachedTo(stop, answer.value);
  if (attached && isShown(attached)) {
    attached.focus();
  } else if (answer.type !== "checkbox" && stops.at(-1) !== stop) {
    goOn(stop);
  }
}

// What is being typed: figures of a code, or letters of an answer

const typing = { stop: null, figures: "", letters: "", timer: 0, jumped: null };

function forget() {
  clearTimeout(typing.timer);
  Object.assign(typing, { figures: "", letters: "", jumped: null });
}

function settle() {
  const { stop, figures } = typing;
  const answer = answersOf(stop)[Number(figures) - 1];
  forget();
  if (answer) choose(stop, answer);
  else tell(said.dataset.none, { n: figures });
}

function figure(stop, typed) {
  if (typing.stop !== stop || !typing.figures) forget();
  typing.stop = stop;
  typing.figures += typed;
  const count = answersOf(stop).length;
  clearTimeout(typing.timer);
  if (typing.figures.length >= String(count).length || Number(typing.figures) * 10 > count) {
    settle();
  } else {
    tell(said.dataset.more, { n: typing.figures });
    typing.timer = setTimeout(() => (Number(typing.figures) ? settle() : forget()), PAUSE_MS);
  }
}

function letter(stop, typed) {
  if (typing.stop !== stop || !typing.letters) forget();
  typing.stop = stop;
  typing.letters += typed.toLowerCase();
  clearTimeout(typing.timer);
  typing.timer = setTimeout(() => { typing.letters = ""; }, PAUSE_MS);
  const begins = (words) => words.toLowerCase().startsWith(typing.letters);
  const answers = answersOf(stop);
  const found = answers.find((one) => begins(wordsOf(one)))
    ?? answers.find((one) => wordsOf(one).split(/[\s,:]+/).some(begins));
  if (!found) return;
  found.focus();
  typing.jumped = found;
}

function enter(event, stop) {
  const box = event.target;
  if (box.matches("button, a, summary, #jump") || box.closest("dialog")) return;
  if (box.tagName === "TEXTAREA" && !event.ctrlKey) return;
  if (box.form?.dataset.secondary !== undefined && box.form !== form) return;
  event.preventDefault();
  if (typing.figures) {
    settle();
  } else if (typing.jumped === box && !box.checked) {
    forget();
    choose(stop, box);
  } else if (isTextBox(box) && stop && !stop.boxes.includes(box) && first(stop).type === "checkbox") {
    goTo({ boxes: [stop.boxes.find((one) => attachedTo(stop, one.value) === box) ?? first(stop)] });
  } else if (stop) {
    goOn(stop);
  } else if (firstOpen()) {
    goTo(firstOpen());
  } else {
    desk.querySelector("[data-primary]")?.click();
  }
}

// Keys

const keyed = [...document.querySelectorAll("[data-key]")];

function press(element) {
  if (isTextBox(element)) element.focus();
  else element.click();
}

function onKey(event) {
  if (event.isComposing || event.repeat || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const stop = stopOf(event.target);
  if (event.key === "Enter") {
    enter(event, stop);
    return;
  }
  if (event.ctrlKey || isTextBox(event.target)) return;
  const element = keyed.find(
    (one) => one.dataset.key === event.key.toLowerCase() && isShown(one) && !one.dataset.help);
  if (element && !/^[a-z]$/.test(event.key)) {
    event.preventDefault();
    press(element);
    return;
  }
  const here = stop ?? firstOpen();
  if (!here && element) {
    event.preventDefault();
    press(element);
  } else if (here && /^\d$/.test(event.key) && answersOf(here).length) {
    event.preventDefault();
    figure(here, event.key);
  } else if (here && /^\p{L}$/u.test(event.key) && first(here).tagName === "SELECT") {
    first(here).focus(); // the list finds by letters itself, once it has the focus
  } else if (here && /^\p{L}$/u.test(event.key) && answersOf(here).length > LONG) {
    event.preventDefault();
    letter(here, event.key);
  }
}

// On and off

const mayStore = (deed) => { try { return deed(); } catch { return null; } };
const toggle = dialog.querySelector('[data-behaviour="keys-on"]');

function switchKeys(on) {
  document.body.classList.toggle("hys-keys-off", !on);
  document.removeEventListener("keydown", onKey);
  if (on) document.addEventListener("keydown", onKey);
  for (const element of [...keyed, ...desk.querySelectorAll("[data-code]")]) {
    if (on) element.setAttribute("aria-keyshortcuts", element.dataset.key ?? element.dataset.code);
    else element.removeAttribute("aria-keyshortcuts");
  }
}

numberAnswers();
for (const element of keyed) {
  if (element.matches("button, a:not(.govuk-back-link)")) label(element, element.dataset.key.toUpperCase());
  else if (element.labels) label(element.labels[0], element.dataset.key.toUpperCase());
}
const primary = desk.querySelector("[data-primary]");
if (primary) label(primary, opener.dataset.enter);
const isOn = mayStore(() => localStorage.getItem(OFF)) !== "1";
toggle.checked = isOn;
switchKeys(isOn);
toggle.addEventListener("change", () => {
  mayStore(() => (toggle.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1")));
  switchKeys(toggle.checked);
});
opener.hidden = false;
opener.addEventListener("click", () => dialog.showModal());
desk.addEventListener("focusout", () => { if (typing.letters || typing.jumped) setTimeout(() => { if (document.activeElement !== typing.jumped) forget(); }); });
const asked = location.hash.startsWith("#q-") ? document.getElementById(location.hash.slice(1)) : null;
wanted = stops.find((stop) => asked?.contains(first(stop))) ?? null;
function begin() {
  if (isOn && stops.length && !document.querySelector(".govuk-error-summary")) goTo(firstOpen());
}
const listens = () => { desk.dataset.listens = ""; };
begin();
if (wanted) {
  // Going to the place that an address names takes the focus away again, at some time before the page has been drawn.
  const takeBack = () => { if (wanted && document.activeElement === document.body) begin(); };
  const letGo = () => { wanted = null; };
  const drawn = () => new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); });
  desk.addEventListener("focusout", () => setTimeout(takeBack));
  addEventListener("pointerdown", letGo, { once: true });
  addEventListener("load", async () => {
    await drawn();
    takeBack();
    addEventListener("keydown", letGo, { once: true });
    listens();
  });
} else {
  listens();
}
