// Taking a page, as survey/web/asking/taking.py does: read it, judge it, keep what is sound, find where to go next.

import { has } from "./conditions.js";
import { choicesOf } from "./fields.js";
import { checkAnswer, isUnfinished, ownedKeys, placedKey, readFields } from "./kinds.js";
import { isShown, onPath, pageAfter, walk } from "./routing.js";

export const ORDER = "order";

function put(question, held, entries) {
  for (const key of ownedKeys(question)) delete held[key];
  Object.assign(held, entries);
}

// Refuses a choice that this person was not shown.
function hiddenFaults(document, path, question, entries, answers, channel) {
  const value = entries[question.key];
  const chosen = Array.isArray(value) ? value : [value];
  const seen = onPath(document, path, answers);
  const hidden = choicesOf(question).some((choice) =>
    choice.show_if && chosen.includes(choice.key) && !isShown(choice, seen, channel));
  return hidden ? [{ code: "not_a_choice", field: question.key, values: {} }] : [];
}

function faultsOf(asking, path, question, entries, answers, step) {
  const placed = placedKey(question);
  if (step === ORDER && entries[placed] === answers[placed]) {
    return [{ code: "place_missing", field: `${question.key}.place`, values: {} }];
  }
  const found = checkAnswer(question, entries, asking.vocabulary);
  return found.length ? found : hiddenFaults(asking.document, path, question, entries, answers, asking.channel);
}

// What was given is sound and only something is missing, as with half of a grid.
const isBegun = (entries, found) => Object.keys(entries).length > 0 && found.every((one) => one.code === "required");

function skippedPages(document, page) {
  const section = document.sections.find((one) => one.pages.some((other) => other.key === page.key));
  const from = section.pages.findIndex((one) => one.key === page.key);
  return section.pages.slice(from).filter((one) => one.skippable);
}

function refuseRest(asking, page, held) {
  for (const one of skippedPages(asking.document, page)) {
    const path = walk(asking.document, held, asking.channel);
    for (const question of one.questions) {
      const isOpen = !has(held, question.key) || path.stale.has(question.key);
      if (path.asked.has(question.key) && isOpen && !question.required) {
        put(question, held, { [question.key]: { absent: "prefer_not_to_say" } });
      }
    }
  }
}

function afterSkipped(document, path, page) {
  const skipped = skippedPages(document, page).map((one) => one.key);
  let following = pageAfter(path, page.key);
  while (following && skipped.includes(following.key)) following = pageAfter(path, following.key);
  return following;
}

// `asking` is { document, channel, vocabulary }. Returns { answers, faults, page, step }: page is the next, null at the end.
export function takePage(asking, page, answers, posted, { step = null, skipRest = false } = {}) {
  const path = walk(asking.document, answers, asking.channel);
  const held = { ...answers };
  const faults = [];
  for (const question of page.questions) {
    if (!path.asked.has(question.key) || (step === ORDER && !isUnfinished(question, answers))) continue;
    const entries = readFields(question, posted, answers);
    const found = faultsOf(asking, path, question, entries, answers, step);
    faults.push(...found);
    if (!found.length || isBegun(entries, found)) put(question, held, entries);
  }
  if (skipRest && !faults.length) refuseRest(asking, page, held);
  const after = walk(asking.document, held, asking.channel);
  const waits = page.questions.some((question) => after.asked.has(question.key) && isUnfinished(question, held));
  if (!skipRest && waits) return { answers: held, faults, page, step: ORDER };
  const following = skipRest ? afterSkipped(asking.document, after, page) : pageAfter(after, page.key);
  return { answers: held, faults, page: following, step: null };
}
