// The path of one respondent, as survey/questionnaire/routing.py walks it: worked out from document and answers.

import { has, holds } from "./conditions.js";
import { choicesOf } from "./fields.js";
import { checkAnswer, isUnfinished, ownedKeys } from "./kinds.js";

// Gives each question a page of its own; conditions look at earlier pages alone, so that nothing changes by it.
export function oneByOne(document) {
  const sections = document.sections.map((section) => ({
    ...section,
    pages: section.pages.flatMap((page) => page.questions.map((question, at) => ({
      ...page,
      key: `${page.key}/${question.key}`,
      text: at ? undefined : page.text,
      questions: [question],
    }))),
  }));
  return { ...document, sections };
}

export const pagesOf = (document) =>
  document.sections.flatMap((section) => section.pages.map((page) => ({ section, page })));
export const questionsOf = (document) => pagesOf(document).flatMap(({ page }) => page.questions);

export function isShown(choice, answers, channel) {
  return holds(choice.show_if, answers, channel);
}

function namesHidden(question, seen, channel) {
  const value = seen[question.key];
  const chosen = Array.isArray(value) ? value : [value];
  return choicesOf(question).some((choice) =>
    choice.show_if && chosen.includes(choice.key) && !isShown(choice, seen, channel));
}

// Returns { pages, asked, stale }: pages in order, keys of the questions asked on them, and of those whose answer names
// a choice that an earlier answer has hidden since.
export function walk(document, answers, channel) {
  const seen = {};
  const path = { pages: [], asked: new Set(), stale: new Set() };
  for (const { section, page } of pagesOf(document)) {
    if (!holds(section.show_if, seen, channel) || !holds(page.show_if, seen, channel)) continue;
    const asked = page.questions.filter((question) => holds(question.show_if, seen, channel));
    if (!asked.length) continue;
    path.pages.push(page);
    for (const question of asked) {
      path.asked.add(question.key);
      if (has(answers, question.key)) seen[question.key] = answers[question.key];
    }
    for (const question of asked) {
      if (has(seen, question.key) && namesHidden(question, seen, channel)) {
        delete seen[question.key];
        path.stale.add(question.key);
      }
    }
  }
  return path;
}

export function pageAfter(path, key) {
  const at = path.pages.findIndex((page) => page.key === key);
  return path.pages[at + 1] ?? null;
}

export function pageBefore(path, key) {
  const at = path.pages.findIndex((page) => page.key === key);
  return at > 0 ? path.pages[at - 1] : null;
}

// The entries that count: those of asked questions whose answer is not stale.
export function onPath(document, path, answers) {
  const counted = {};
  for (const question of questionsOf(document)) {
    if (!path.asked.has(question.key) || path.stale.has(question.key)) continue;
    for (const key of ownedKeys(question)) if (has(answers, key)) counted[key] = answers[key];
  }
  return counted;
}

export function faultsOn(page, path, answers, vocabulary) {
  return page.questions.filter((question) => path.asked.has(question.key)).flatMap((question) => {
    const found = checkAnswer(question, answers, vocabulary);
    if (!found.length && path.stale.has(question.key)) return [{ code: "not_a_choice", field: question.key, values: {} }];
    return found;
  });
}

export function firstOpenPage(path, answers, vocabulary) {
  return path.pages.find((page) =>
    page.questions.some((question) => path.asked.has(question.key) && isUnfinished(question, answers)) ||
    faultsOn(page, path, answers, vocabulary).length) ?? null;
}
