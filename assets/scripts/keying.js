// A paper form is keyed by keyboard alone: Enter goes on, arrows go anywhere, each line is kept as it is left.
// What the server says of a line stands beside it; what could not be kept is tried again until it is.

const form = document.querySelector("form[data-keying]");
const state = document.querySelector("[data-keying-state]");
const inputs = [...form.querySelectorAll(".hys-keying__input")];
const end = form.querySelector("[data-keying-end]");
const RETRY_MS = 2000;
const kept = new Map(inputs.map((input) => [input, input.value]));
const waiting = new Set();
let sending = false;
let leaving = false;

const lineOf = (input) => input.closest("[data-field]");
const codesIn = (words) => {
  const parts = words.split(/[\s,]+/).filter(Boolean);
  return new Set([...parts, ...parts.filter((part) => /^\d+$/.test(part)).flatMap((part) => [...part])]);
};

function light(input) {
  const legend = document.getElementById(input.getAttribute("aria-describedby").split(" ")[0]);
  const boxes = [...legend.querySelectorAll("[data-code]")];
  const typed = input.value.trim();
  const whole = new Set(typed.split(/[\s,]+/).filter(Boolean));
  const codes = boxes.length < 10 ? codesIn(typed) : whole;
  boxes.forEach((box) => box.toggleAttribute("data-lit", codes.has(box.dataset.code)));
}

function tell(words, tone) {
  state.textContent = words;
  state.dataset.tone = tone;
}

function say(input, found) {
  const line = lineOf(input);
  const said = line.querySelector(".hys-keying__said");
  said.textContent = found.slip || found.said;
  line.toggleAttribute("data-slip", Boolean(found.slip));
  if (found.slip) input.setAttribute("aria-invalid", "true");
  else input.removeAttribute("aria-invalid");
}

function take(answer, sent) {
  for (const [input, words] of sent) {
    kept.set(input, words);
    if (input.value === words) waiting.delete(input);
    const found = answer.fields[input.name];
    if (found) say(input, found);
  }
  const off = new Set(answer.off);
  inputs.forEach((input) => lineOf(input).toggleAttribute("data-off", off.has(input.name)));
  tell(answer.kept, "kept");
  back(sent, answer);
}

// A line that can't stand gets the cursor back, as long as nothing was typed on the next one.
function back(sent, answer) {
  const wrong = sent.map(([input]) => input).find((input) => answer.fields[input.name]?.slip);
  const here = document.activeElement;
  if (!wrong || here === wrong) return;
  const next = inputs[inputs.indexOf(wrong) + 1] ?? end;
  if (here === next && (here === end || here.value === kept.get(here))) wrong.focus();
}

async function send() {
  if (sending || !waiting.size) return;
  sending = true;
  const sent = [...waiting].map((input) => [input, input.value]);
  const body = new URLSearchParams(sent.map(([input, words]) => [input.name, words]));
  body.set("csrf_token", form.elements.csrf_token.value);
  try {
    const answer = await fetch(form.dataset.keying, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.status === 409) {
      leaving = true;
      location.assign((await answer.json()).over);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    take(await answer.json(), sent);
  } catch {
    tell("Not kept yet. Go on: it is tried again until it is kept.", "waiting");
    setTimeout(send, RETRY_MS);
  } finally {
    sending = false;
  }
  if ([...waiting].some((input) => !sent.some(([other, words]) => other === input && words === input.value))) send();
}

function keep(input) {
  if (input.value === kept.get(input) && !waiting.has(input)) return;
  waiting.add(input);
  send();
}

function go(input, step) {
  const next = inputs[inputs.indexOf(input) + step];
  const to = next ?? (step > 0 ? end : input);
  to.focus();
  to.select?.();
  lineOf(to)?.scrollIntoView({ block: "nearest" });
}

form.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.isComposing || !inputs.includes(input)) return;
  const lines = input.tagName === "TEXTAREA";
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    end.click();
  } else if (event.key === "Enter" && !event.shiftKey) {
    event.preventDefault();
    keep(input);
    go(input, 1);
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !(lines && input.value)) {
    event.preventDefault();
    go(input, event.key === "ArrowDown" ? 1 : -1);
  }
});

form.addEventListener("input", (event) => {
  if (inputs.includes(event.target)) light(event.target);
});
form.addEventListener("focusin", (event) => {
  if (inputs.includes(event.target)) light(event.target);
});
form.addEventListener("focusout", (event) => {
  if (inputs.includes(event.target)) keep(event.target);
});
form.addEventListener("submit", () => {
  leaving = true;
});
addEventListener("beforeunload", (event) => {
  if (!leaving && inputs.some((input) => input.value !== kept.get(input))) event.preventDefault();
});

inputs.forEach(light);
const wrong = inputs.find((input) => input.getAttribute("aria-invalid"));
const last = inputs.findLastIndex((input) => input.value);
(wrong ?? inputs[last + 1] ?? inputs[0]).focus({ preventScroll: last < 0 });
