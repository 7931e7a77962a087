// The kinds of question, as survey/questionnaire/kinds has them: read, write, check and say. The server judges every
// response anew with its own; these are here so that a person is told at once, without network. A test compares both.

import { has, isMapping } from "./conditions.js";
import {
  absenceFaults,
  absenceOf,
  checkKeys,
  checkOthers,
  choiceOf,
  fault,
  fieldValue,
  valuesAt,
  firstOf,
  inDocumentOrder,
  lengthOf,
  otherKey,
  others,
  postedAbsence,
  readOthers,
  sayChoice,
  sayText,
  strip,
  writeOthers,
} from "./fields.js";

const LARGEST = 10 ** 12;
const LARGEST_COUNT = 9999;
const DEFAULT_PLACES = 3;
const TEXT_LENGTHS = { short_text: 200, long_text: 4000 };

const firstOrNone = (some, next) => (some.length ? some : next());

function wholeNumber(typed) {
  const plain = strip(typed);
  const digits = strip(plain.replace(/^£+/, "")).replace(/(?<=\d)[, ](?=\d{3}\b)/g, "");
  return /^[+-]?\d{1,13}$/.test(digits) ? Number(digits) : plain;
}

function numberFaults(value, where, minimum, maximum) {
  if (typeof value !== "number") {
    const broken = typeof value === "string" && /^[+-]?\p{Nd}*[.,]\p{Nd}+$/u.test(value);
    return [fault(broken ? "not_whole" : "not_a_number", where)];
  }
  if (minimum !== undefined && value < minimum) return [fault("too_small", where, { minimum })];
  const most = maximum ?? LARGEST;
  return value > most ? [fault("too_large", where, { maximum: most })] : [];
}

const sayAbsence = (vocabulary, absence, language) => sayText(vocabulary.absences[absence], language);
const plainKeys = (question) => [question.key];
const never = () => false;

function oneField(question, answers) {
  return has(answers, question.key) ? { [question.key]: [fieldValue(answers[question.key])] } : {};
}

function besideAbsence(question, answers) {
  const value = answers[question.key];
  if (value === undefined || value === null) return {};
  return { [absenceOf(value) ? `${question.key}.absent` : question.key]: [fieldValue(value)] };
}

const single = {
  keys: (question) => [question.key, ...others(question).map((choice) => otherKey(question, choice))],
  read(question, posted) {
    const value = firstOf(posted, question.key);
    if (!value) return {};
    const absence = postedAbsence(value);
    if (absence) return { [question.key]: absence };
    return { [question.key]: value, ...readOthers(question, [value], posted) };
  },
  write(question, answers) {
    return has(answers, question.key) ? { ...oneField(question, answers), ...writeOthers(question, answers) } : {};
  },
  judge: (question, value, answers) =>
    firstOrNone(checkKeys(question, [value]), () => checkOthers(question, [value], answers)),
  tell: (question, value, answers, language) => [sayChoice(question, value, answers, language)],
};

function wrongTogether(question, chosen) {
  const lonely = chosen.filter((key) => choiceOf(question, key)?.exclusive || postedAbsence(key));
  if (lonely.length && chosen.length > 1) {
    const named = choiceOf(question, lonely[0]);
    return [fault("exclusive_with_others", question.key, { choice: named?.exclusive ? named.text : lonely[0] })];
  }
  if (question.limit && chosen.length > question.limit) {
    return [fault("too_many", question.key, { limit: question.limit, chosen: chosen.length })];
  }
  return [];
}

const multiple = {
  keys: single.keys,
  read(question, posted) {
    const values = valuesAt(posted, question.key);
    if (!values.length) return {};
    const absence = values.length === 1 && postedAbsence(values[0]);
    if (absence) return { [question.key]: absence };
    const chosen = inDocumentOrder(question, values);
    return { [question.key]: chosen, ...readOthers(question, chosen, posted) };
  },
  write(question, answers) {
    if (!has(answers, question.key)) return {};
    const value = answers[question.key];
    const chosen = Array.isArray(value) ? value : [value];
    return { [question.key]: chosen.map(fieldValue), ...writeOthers(question, answers) };
  },
  judge(question, value, answers) {
    if (!Array.isArray(value)) return [fault("not_a_choice", question.key)];
    return firstOrNone(wrongTogether(question, value), () =>
      firstOrNone(checkKeys(question, value), () => checkOthers(question, value, answers)));
  },
  tell: (question, value, answers, language) => value.map((key) => sayChoice(question, key, answers, language)),
};

const grid = {
  keys: plainKeys,
  read(question, posted) {
    const rows = {};
    for (const row of question.rows) {
      const value = firstOf(posted, `${question.key}.${row.key}`);
      if (value) rows[row.key] = postedAbsence(value) ?? value;
    }
    return Object.keys(rows).length ? { [question.key]: rows } : {};
  },
  write(question, answers) {
    const value = answers[question.key];
    const whole = absenceOf(value);
    const rows = whole ? question.rows.map((row) => [row.key, value]) : Object.entries(value ?? {});
    return Object.fromEntries(rows.map(([row, point]) => [`${question.key}.${row}`, [fieldValue(point)]]));
  },
  missing: (question) => question.rows.map((row) => fault("required", `${question.key}.${row.key}`)),
  judge(question, value) {
    if (!isMapping(value)) return [fault("not_a_choice", question.key)];
    const known = question.rows.map((row) => row.key);
    const strange = Object.keys(value).filter((key) => !known.includes(key));
    const faults = strange.map(() => fault("not_a_row", question.key));
    for (const row of known) {
      const point = has(value, row) ? value[row] : null;
      const where = `${question.key}.${row}`;
      if (point === null) faults.push(...(question.required ? [fault("required", where)] : []));
      else if (absenceOf(point)) faults.push(...absenceFaults(question, absenceOf(point), where));
      else if (!choiceOf(question, point)) faults.push(fault("not_a_choice", where));
    }
    return faults;
  },
  tell(question, value, answers, language, vocabulary) {
    const point = (held) => absenceOf(held)
      ? sayAbsence(vocabulary, absenceOf(held), language)
      : sayText(choiceOf(question, held)?.text, language) || String(held);
    return question.rows
      .filter((row) => has(value, row.key))
      .map((row) => `${sayText(row.text, language)}: ${point(value[row.key])}`);
  },
};

export const placedKey = (question) => `${question.key}:placed`;
const placesOf = (question) => question.limit || DEFAULT_PLACES;

// The picks among which the next place is to be chosen.
export function stillToPlace(question, answers) {
  const placed = answers[placedKey(question)];
  const value = answers[question.key];
  return placed === undefined || !Array.isArray(value) ? [] : inDocumentOrder(question, value.slice(placed));
}

// Keeps count of the settled places until all but one are: the last then follows.
function settlePlaces(question, entries, ranked, placed) {
  entries[question.key] = ranked;
  if (placed < ranked.length - 1) entries[placedKey(question)] = placed;
  else delete entries[placedKey(question)];
  return entries;
}

function readPlace(question, choice, before) {
  const entries = {};
  for (const key of ranking.keys(question)) if (has(before, key)) entries[key] = before[key];
  if (!stillToPlace(question, before).includes(choice)) return entries;
  const placed = before[placedKey(question)];
  const ranked = before[question.key].filter((key) => key !== choice);
  ranked.splice(placed, 0, choice);
  return settlePlaces(question, entries, ranked, placed + 1);
}

function readPicks(question, posted, before) {
  const values = valuesAt(posted, question.key);
  if (!values.length) return {};
  const absence = values.length === 1 && postedAbsence(values[0]);
  if (absence) return { [question.key]: absence };
  const picks = inDocumentOrder(question, values);
  const entries = readOthers(question, picks, posted);
  const earlier = before[question.key];
  const same = Array.isArray(earlier) && earlier.length === picks.length && picks.every((key) => earlier.includes(key));
  if (!same) return settlePlaces(question, entries, picks, 0);
  return settlePlaces(question, entries, [...earlier], before[placedKey(question)] ?? picks.length);
}

// Takes places that were keyed directly, gaps included; no page of a kiosk has such fields, one of the desk has.
function readRanks(question, values, posted) {
  const ranked = [...values];
  while (ranked.length && !ranked.at(-1)) ranked.pop();
  if (!ranked.length) return {};
  const absence = ranked.length === 1 && postedAbsence(ranked[0]);
  if (absence) return { [question.key]: absence };
  return { [question.key]: ranked, ...readOthers(question, ranked, posted) };
}

function wrongPlaces(question, ranked) {
  if (ranked.length > placesOf(question)) {
    return [fault("too_many", question.key, { limit: placesOf(question), chosen: ranked.length })];
  }
  for (const [at, key] of ranked.entries()) {
    const where = `${question.key}.${at + 1}`;
    if (!key) return [fault("gap_in_ranks", where, { place: at + 1 })];
    if (ranked.slice(0, at).includes(key)) {
      return [fault("chosen_twice", where, { choice: choiceOf(question, key)?.text ?? key })];
    }
  }
  return [];
}

const ranking = {
  keys: (question) => [question.key, placedKey(question), ...others(question).map((choice) => otherKey(question, choice))],
  read(question, posted, before) {
    const place = `${question.key}.place`;
    if (has(posted, place)) return readPlace(question, firstOf(posted, place), before);
    const ranks = Array.from({ length: placesOf(question) }, (_, at) => `${question.key}.${at + 1}`);
    if (ranks.some((name) => has(posted, name))) {
      return readRanks(question, ranks.map((name) => firstOf(posted, name)), posted);
    }
    return readPicks(question, posted, before);
  },
  write(question, answers) {
    const fields = multiple.write(question, answers);
    const ranked = fields[question.key] ?? [];
    return { ...fields, ...Object.fromEntries(ranked.map((key, at) => [`${question.key}.${at + 1}`, [key]])) };
  },
  judge(question, value, answers) {
    if (!Array.isArray(value)) return [fault("not_a_choice", question.key)];
    return firstOrNone(wrongPlaces(question, value), () =>
      firstOrNone(checkKeys(question, value), () => checkOthers(question, value, answers)));
  },
  tell: multiple.tell,
  unfinished: (question, answers) => has(answers, placedKey(question)),
};

const number = {
  keys: plainKeys,
  read(question, posted) {
    const typed = firstOf(posted, question.key);
    if (typed) return { [question.key]: wholeNumber(typed) };
    const absence = postedAbsence(firstOf(posted, `${question.key}.absent`));
    return absence ? { [question.key]: absence } : {};
  },
  write: besideAbsence,
  judge: (question, value) => numberFaults(value, question.key, question.minimum, question.maximum),
  tell: (question, value, answers, language) => [`${value} ${sayText(question.unit, language)}`.trim()],
};

const words = {
  keys: plainKeys,
  read(question, posted) {
    const written = firstOf(posted, question.key);
    if (written) return { [question.key]: written.replace(/\r\n?/g, "\n") };
    const absence = postedAbsence(firstOf(posted, `${question.key}.absent`));
    return absence ? { [question.key]: absence } : {};
  },
  write: besideAbsence,
  judge(question, value) {
    if (typeof value !== "string") return [fault("not_words", question.key)];
    const limit = question.max_length || TEXT_LENGTHS[question.kind];
    return lengthOf(value) > limit ? [fault("too_long", question.key, { limit, length: lengthOf(value) })] : [];
  },
  tell: (question, value) => String(value).split("\n"),
};

const yesNo = {
  keys: plainKeys,
  read(question, posted) {
    const value = firstOf(posted, question.key);
    return value ? { [question.key]: postedAbsence(value) ?? value } : {};
  },
  write: oneField,
  judge: (question, value) => (value === "yes" || value === "no" ? [] : [fault("not_a_choice", question.key)]),
  tell: (question, value, answers, language, vocabulary) =>
    [has(vocabulary.yes_no, value) ? sayText(vocabulary.yes_no[value], language) : String(value)],
};

const takesSeveral = (question) => Boolean(question.counted) || (question.limit || 1) > 1;
const areaNamed = (vocabulary, code) => vocabulary.areas.find(([known]) => known === code)?.[1];

function sayArea(vocabulary, code, language) {
  return sayText(areaNamed(vocabulary, code), language) || code;
}

const area = {
  keys: plainKeys,
  read(question, posted) {
    const chosen = [...new Set(valuesAt(posted, question.key))];
    if (!chosen.length) return {};
    const absence = chosen.length === 1 && postedAbsence(chosen[0]);
    if (absence) return { [question.key]: absence };
    if (!takesSeveral(question)) return { [question.key]: chosen[0] };
    if (!question.counted) return { [question.key]: chosen };
    const count = (code) => wholeNumber(firstOf(posted, `${question.key}.count.${code}`));
    return { [question.key]: Object.fromEntries(chosen.map((code) => [code, count(code)])) };
  },
  write(question, answers) {
    const value = answers[question.key];
    if (value === undefined || value === null) return {};
    if (absenceOf(value) || typeof value === "string") return { [question.key]: [fieldValue(value)] };
    const codes = Array.isArray(value) ? value : Object.keys(value);
    const counts = Array.isArray(value) ? [] : Object.entries(value);
    return {
      [question.key]: codes,
      ...Object.fromEntries(counts.map(([code, count]) => [`${question.key}.count.${code}`, [String(count)]])),
    };
  },
  judge(question, value, answers, vocabulary) {
    const fits = question.counted
      ? isMapping(value)
      : takesSeveral(question) ? Array.isArray(value) : typeof value === "string";
    const codes = typeof value === "string" ? [value] : Array.isArray(value) ? value : Object.keys(value ?? {});
    if (!fits || !codes.every((code) => areaNamed(vocabulary, code))) return [fault("not_an_area", question.key)];
    const limit = question.limit || (question.counted ? vocabulary.areas.length : 1);
    if (codes.length > limit) return [fault("too_many", question.key, { limit, chosen: codes.length })];
    return question.counted ? wrongCounts(question, value, vocabulary) : [];
  },
  tell(question, value, answers, language, vocabulary) {
    if (isMapping(value)) {
      return Object.entries(value).map(([code, count]) => `${sayArea(vocabulary, code, language)}: ${count}`);
    }
    return (Array.isArray(value) ? value : [value]).map((code) => sayArea(vocabulary, code, language));
  },
};

function wrongCounts(question, counts, vocabulary) {
  return Object.entries(counts).flatMap(([code, count]) => {
    const where = `${question.key}.count.${code}`;
    if (count === "" || count === null) return [fault("count_missing", where, { area: areaNamed(vocabulary, code) })];
    return numberFaults(count, where, 1, LARGEST_COUNT);
  });
}

const KINDS = {
  single_choice: single,
  multiple_choice: multiple,
  grid,
  ranking,
  number,
  short_text: words,
  long_text: words,
  yes_no: yesNo,
  area,
};

const kindOf = (question) => KINDS[question.kind];

export const ownedKeys = (question) => kindOf(question).keys(question);
export const readFields = (question, posted, before) => kindOf(question).read(question, posted, before);
export const writeFields = (question, answers) => kindOf(question).write(question, answers);
export const isUnfinished = (question, answers) => (kindOf(question).unfinished ?? never)(question, answers);

// Returns what is wrong with a question's entries; `vocabulary` holds areas, absences and yes_no in words.
export function checkAnswer(question, answers, vocabulary) {
  const kind = kindOf(question);
  const value = has(answers, question.key) ? answers[question.key] : null;
  if (value === null) {
    if (!question.required) return [];
    return kind.missing ? kind.missing(question) : [fault("required", question.key)];
  }
  const absence = absenceOf(value);
  return absence ? absenceFaults(question, absence, question.key) : kind.judge(question, value, answers, vocabulary);
}

// Returns the answer in words, a line for each part.
export function sayAnswer(question, answers, language, vocabulary) {
  const value = has(answers, question.key) ? answers[question.key] : null;
  if (value === null) return [];
  const absence = absenceOf(value);
  if (absence) return [sayAbsence(vocabulary, absence, language)];
  return kindOf(question).tell(question, value, answers, language, vocabulary);
}
