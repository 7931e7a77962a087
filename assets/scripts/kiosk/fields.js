// What the kinds of question share: posted fields, absences, choices and "other, please say".

import { has, isMapping } from "./conditions.js";

const ABSENCE_MARK = "~";
const OFFERED = ["dont_know", "prefer_not_to_say"];
const OTHER_LENGTH = 200;

// What Python strips: JavaScript's own trim differs by a handful of signs.
const BLANKS = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const AROUND = new RegExp(`^${BLANKS}|${BLANKS}$`, "g");
export const strip = (words) => words.replace(AROUND, "");
export const lengthOf = (words) => [...words].length;
export const fault = (code, field, values = {}) => ({ code, field, values });
const fieldOf = (posted, name) => (has(posted, name) ? posted[name] : []);
export const firstOf = (posted, name) => fieldOf(posted, name).find((value) => strip(value)) ?? "";
export const valuesAt = (posted, name) => fieldOf(posted, name).filter((value) => strip(value));

export const sayText = (text, language) => (text ? text[language] || Object.values(text)[0] || "" : "");

export function absenceOf(value) {
  return isMapping(value) && Object.keys(value).length === 1 && has(value, "absent") ? value.absent : null;
}

export function postedAbsence(value) {
  const absence = OFFERED.find((one) => value === ABSENCE_MARK + one);
  return absence ? { absent: absence } : null;
}

export const fieldValue = (value) => (absenceOf(value) ? ABSENCE_MARK + absenceOf(value) : String(value));
export const choicesOf = (question) => question.choices ?? question.scale ?? [];
export const choiceOf = (question, key) => choicesOf(question).find((choice) => choice.key === key);

export function absenceFaults(question, absence, where) {
  if ((question.absences ?? []).includes(absence)) return [];
  if (absence === "prefer_not_to_say" && !question.required) return [];
  return [fault("not_offered", where, { absence })];
}

// What kinds with choices share: "other, please say".
export const otherKey = (question, choice) => `${question.key}:${choice.key}`;
export const others = (question) => choicesOf(question).filter((choice) => choice.other);

export function readOthers(question, chosen, posted) {
  const entries = {};
  for (const choice of others(question)) {
    const name = otherKey(question, choice);
    const words = fieldOf(posted, name)[0] ?? "";
    if (chosen.includes(choice.key) && strip(words)) entries[name] = words;
  }
  return entries;
}

export function writeOthers(question, answers) {
  const names = others(question).map((choice) => otherKey(question, choice));
  return Object.fromEntries(names.filter((name) => has(answers, name)).map((name) => [name, [String(answers[name])]]));
}

export function checkOthers(question, chosen, answers) {
  const faults = [];
  for (const choice of others(question)) {
    if (!chosen.includes(choice.key)) continue;
    const name = otherKey(question, choice);
    const words = has(answers, name) ? answers[name] : "";
    if (!words) faults.push(fault("other_text_missing", name));
    else if (lengthOf(words) > OTHER_LENGTH) {
      faults.push(fault("too_long", name, { limit: OTHER_LENGTH, length: lengthOf(words) }));
    }
  }
  return faults;
}

export function checkKeys(question, chosen) {
  return chosen.every((key) => choiceOf(question, key)) ? [] : [fault("not_a_choice", question.key)];
}

export function sayChoice(question, key, answers, language) {
  const choice = choiceOf(question, key);
  if (!choice) return key;
  const words = choice.other ? answers[otherKey(question, choice)] : "";
  const text = sayText(choice.text, language);
  return words ? `${text}: ${words}` : text;
}

// Known values once each in the order of the document, strange ones behind them.
export function inDocumentOrder(question, values) {
  const known = choicesOf(question).map((choice) => choice.key).filter((key) => values.includes(key));
  return [...known, ...new Set(values.filter((value) => !choiceOf(question, value)))];
}
