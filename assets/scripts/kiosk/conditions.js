// Conditions, the third reader: survey/questionnaire/conditions.py answers for one respondent on the server,
// survey/columns/filters.py for a whole table, this file on a tablet without network. A test holds all to the same cases.

export const isMapping = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
export const has = (mapping, key) => Object.hasOwn(mapping, key);
const isWhole = (value) => typeof value === "number";

function valueAt(name, answers) {
  const dot = name.indexOf(".");
  const question = dot < 0 ? name : name.slice(0, dot);
  const held = has(answers, question) ? answers[question] : null;
  if (dot < 0) return held;
  const part = name.slice(dot + 1);
  if (!/^\d+$/.test(part)) return isMapping(held) && has(held, part) ? held[part] : null;
  const place = Number(part) - 1;
  return Array.isArray(held) && place >= 0 && place < held.length ? held[place] : null;
}

// An absence is no answer; a grid needs one row that is.
export function isSubstantive(value) {
  if (value === null || value === undefined) return false;
  if (isMapping(value)) return !has(value, "absent") && Object.values(value).some(isSubstantive);
  return true;
}

// The number 1 is not the text "1".
function isOneOf(value, wanted) {
  return (typeof value === "string" || isWhole(value)) && wanted.includes(value);
}

function containsKey(value, key) {
  if (isMapping(value)) return !has(value, "absent") && has(value, key);
  return Array.isArray(value) && value.includes(key);
}

const COMPARISONS = {
  equals: (value, wanted) => isOneOf(value, [wanted]),
  in: (value, wanted) => isOneOf(value, wanted),
  contains: containsKey,
  greater: (value, bound) => isWhole(value) && value > bound,
  less: (value, bound) => isWhole(value) && value < bound,
};

// Says whether a condition of the canonical document holds, given the answers to asked questions.
export function holds(condition, answers, channel) {
  if (condition === undefined || condition === null) return true;
  const [[word, about]] = Object.entries(condition);
  if (word === "all") return about.every((part) => holds(part, answers, channel));
  if (word === "any") return about.some((part) => holds(part, answers, channel));
  if (word === "not") return !holds(about, answers, channel);
  if (word === "channel") return about.includes(channel);
  if (word === "answered") return isSubstantive(valueAt(about, answers));
  const [[question, wanted]] = Object.entries(about);
  return COMPARISONS[word](valueAt(question, answers), wanted);
}
