// Fills what the server rendered once: the marks of survey/web/asking/state.py, filled as skeletons.py does.

import { has } from "./conditions.js";
import { absenceOf, choicesOf } from "./fields.js";
import { sayAnswer, stillToPlace } from "./kinds.js";
import { isShown, questionsOf } from "./routing.js";

const OPEN = "\ue000";
const NEXT = "\ue001";
const CLOSE = "\ue002";
const PLACEHOLDER = /\[\[([a-z][a-z0-9_]*)(?:\.(\d+))?\]\]/g;
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;" };

export const escaped = (words) => String(words).replace(/[&<>"']/g, (sign) => SIGNS[sign]);
export const idOf = (field) => field.replaceAll(".", "-").replaceAll(":", "-");

// Puts earlier answers into a text; `safely` escapes them for where they go.
export function piped(words, filling, safely = String) {
  return words.replace(PLACEHOLDER, (_, key, place) => {
    const question = questionsOf(filling.document).find((one) => one.key === key);
    if (!question || !has(filling.answers, key) || absenceOf(filling.answers[key])) return "";
    const lines = sayAnswer(question, filling.answers, filling.language, filling.vocabulary);
    return safely(place === undefined ? lines.join(", ") : lines[Number(place) - 1] ?? "");
  });
}

const fieldsAt = (filling, name) => (has(filling.fields, name) ? filling.fields[name] : []);

const MARKS = {
  value: (filling, name) => escaped(fieldsAt(filling, name)[0] ?? ""),
  checked: (filling, name, value, attribute) => (fieldsAt(filling, name).includes(value) ? attribute : ""),
  invalid: (filling, name, css) => (has(filling.errors, name) ? css : ""),
  error(filling, name) {
    if (!has(filling.errors, name)) return "";
    const word = `<span class="govuk-visually-hidden">${escaped(filling.errorWord)}</span>`;
    return `<p id="${idOf(name)}-error" class="govuk-error-message">${word} ${escaped(filling.errors[name])}</p>`;
  },
  described(filling, name, ids) {
    const by = has(filling.errors, name) ? `${ids} ${idOf(name)}-error`.trim() : ids;
    return by ? ` aria-describedby="${by}"` : "";
  },
  pipe: (filling, words) => piped(words, filling, escaped),
  slot: (filling, name) => (has(filling.slots, name) ? filling.slots[name] : ""),
};

const BLOCKS = {
  question: (filling, key) => filling.asked.has(key),
  choice(filling, key, choice) {
    const question = questionsOf(filling.document).find((one) => one.key === key);
    const shown = choicesOf(question).find((one) => one.key === choice);
    return isShown(shown, filling.answers, filling.channel);
  },
  open(filling, key, choice) {
    const question = questionsOf(filling.document).find((one) => one.key === key);
    return stillToPlace(question, filling.answers).includes(choice);
  },
  when: (filling, name) => Boolean(filling.slots[name]),
};

// Returns HTML. `filling` is { document, vocabulary, language, channel, answers, asked, fields, errors, errorWord, slots }.
export function filled(html, filling) {
  const standing = [true];
  let out = "";
  for (const [at, part] of html.split(OPEN).entries()) {
    const [mark, literal] = at ? part.split(CLOSE) : ["", part];
    const [name, ...about] = mark.split(NEXT);
    if (name === "end") standing.pop();
    else if (has(BLOCKS, name)) standing.push(standing.at(-1) && BLOCKS[name](filling, ...about));
    else if (name && standing.at(-1)) out += MARKS[name](filling, ...about);
    if (standing.at(-1)) out += literal;
  }
  return out;
}
