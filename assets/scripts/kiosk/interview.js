// One person at the kiosk: question after question, all of it in memory alone, until it is sealed.

import { has } from "./conditions.js";
import { writeFields, isUnfinished, sayAnswer } from "./kinds.js";
import { escaped, filled, idOf, piped } from "./filling.js";
import { sayText } from "./fields.js";
import { faultsOn, firstOpenPage, onPath, pageBefore, pagesOf, walk } from "./routing.js";
import { sentence } from "./sentences.js";
import { ORDER, takePage } from "./taking.js";

export class Interview {
  // `asking` is { document, channel, vocabulary } with a page for each question; `pack` what the server rendered.
  constructor(asking, pack, language) {
    this.asking = asking;
    this.pack = pack;
    this.language = language;
    this.rotation = Math.floor(Math.random() * pack.rotations);
    this.answers = {};
    this.began = Date.now();
    this.item = crypto.randomUUID();
    this.then = null; // pages to show on the way back to checking; null before all was asked
    this.page = this.path.pages[0];
    this.step = null;
  }

  get path() {
    return walk(this.asking.document, this.answers, this.asking.channel);
  }

  get words() {
    return this.pack.by_language[this.language];
  }

  // What fills any screen for this person.
  filling(path, more = {}) {
    return {
      ...this.asking,
      language: this.language,
      answers: onPath(this.asking.document, path, this.answers),
      asked: path.asked,
      fields: {},
      errors: {},
      errorWord: this.words.words.error,
      slots: {},
      ...more,
    };
  }

  // Returns { html, title, wrong } of the question that stands, or of the check of all answers where none does.
  show(posted = null, faults = []) {
    return this.page ? this.showPage(posted, faults) : this.showCheck();
  }

  showPage(posted, faults) {
    const path = this.path;
    const [question] = this.page.questions;
    const errors = {};
    const speaking = { language: this.language, forms: this.words.forms, absences: this.words.absences };
    for (const one of faults) errors[one.field] ??= sentence(one, question, speaking);
    const fields = posted ?? writeFields(question, this.answers);
    const filling = this.filling(path, { fields, errors });
    const rendered = (this.step === ORDER ? this.words.orders : this.words.questions)[question.key];
    const asked = filled(rendered[this.rotation % rendered.length], { ...filling, slots: this.orderSlots(question) });
    const title = piped(sayText(this.page.title, this.language), filling);
    const slots = { ...this.placeSlots(path), ...this.pageSlots(filling), question: asked, title: escaped(title) };
    if (faults.length) slots.faults = this.faultLines(errors);
    return { html: filled(this.words.screens.asking, { ...filling, slots }), title, wrong: faults.length > 0 };
  }

  pageSlots(filling) {
    const page = this.page;
    const paragraphs = this.step || !page.text ? [] : sayText(page.text, this.language).split("\n\n");
    const careful = this.pack.careful.includes(page.key.split("/")[0]);
    return {
      text: paragraphs.map((part) => `<p class="govuk-body">${piped(escaped(part), filling, escaped)}</p>`).join(""),
      skippable: page.skippable && !this.step ? "1" : "",
      careful: careful ? "1" : "",
    };
  }

  // Where the page is: section n of m on this path, and the section's title.
  placeSlots(path) {
    const sections = pagesOf(this.asking.document)
      .filter(({ page }) => path.pages.some((one) => one.key === page.key));
    const keys = [...new Set(sections.map(({ section }) => section.key))];
    const { section } = sections.find(({ page }) => page.key === this.page.key) ?? sections[0];
    const here = keys.indexOf(section.key) + 1;
    const step = (_, at) => `<span class="hys-progress__step${at < here ? " hys-progress__step--done" : ""}"></span>`;
    return { here, all: keys.length, section: escaped(sayText(section.title, this.language)), track: keys.map(step).join("") };
  }

  orderSlots(question) {
    if (this.step !== ORDER) return {};
    const placed = this.answers[`${question.key}:placed`] ?? 0;
    if (!placed) return { place_question: escaped(this.words.words.first_place) };
    const said = sayAnswer(question, this.answers, this.language, this.asking.vocabulary).slice(0, placed);
    const items = said.map((words) => `<li>${escaped(words)}</li>`).join("");
    return { placed: `<ol class="hys-placed">${items}</ol>`, place_question: escaped(this.words.words.next_place) };
  }

  faultLines(errors) {
    return Object.entries(errors).map(([field, words]) => `<li><a href="#${idOf(field)}">${escaped(words)}</a></li>`).join("");
  }

  showCheck() {
    const path = this.path;
    const filling = this.filling(path);
    const rows = path.pages.map((page) => {
      const [question] = page.questions;
      const lines = sayAnswer(question, filling.answers, this.language, this.asking.vocabulary);
      const slots = {
        question: piped(escaped(sayText(question.text, this.language)), filling, escaped),
        answer: lines.map((line) => `<div dir="auto">${escaped(line)}</div>`).join(""),
        nothing: lines.length ? "" : "1",
        page: escaped(page.key),
      };
      return filled(this.words.screens.row, { ...filling, slots });
    });
    const html = filled(this.words.screens.check, { ...filling, slots: { rows: rows.join("") } });
    return { html, title: this.words.words.service, wrong: false };
  }

  // Takes posted fields and goes on; returns the faults that keep the person here.
  take(posted, skipRest) {
    const before = new Set(this.path.pages.map((page) => page.key));
    const taken = takePage(this.asking, this.page, this.answers, posted, { step: this.step, skipRest });
    this.answers = taken.answers;
    if (taken.faults.length) return taken.faults;
    this.step = taken.step;
    if (this.then && taken.step !== ORDER) {
      const opened = this.path.pages.filter((page) => !before.has(page.key));
      this.then.push(...opened.map((page) => page.key));
      this.page = this.nextOnTheWayBack();
    } else {
      this.page = taken.page;
    }
    if (!this.page) this.then = [];
    return [];
  }

  nextOnTheWayBack() {
    const path = this.path;
    while (this.then.length) {
      const key = this.then.shift();
      const found = path.pages.find((page) => page.key === key);
      if (found) return found;
    }
    return null;
  }

  // Goes back; returns false where nothing comes before.
  back() {
    if (this.step === ORDER) {
      this.step = null;
      return true;
    }
    if (this.page && this.then) {
      this.page = null;
      return true;
    }
    const path = this.path;
    const before = this.page ? pageBefore(path, this.page.key) : path.pages.at(-1);
    if (!before) return false;
    this.page = before;
    this.then = null;
    return true;
  }

  change(key) {
    this.page = this.path.pages.find((page) => page.key === key) ?? null;
    this.step = null;
    this.then = [];
  }

  // Returns what keeps the answers from being sent: the faults of the first page that can't be left; null where none is.
  obstacle() {
    const path = this.path;
    const page = firstOpenPage(path, this.answers, this.asking.vocabulary);
    if (!page) return null;
    this.change(page.key);
    if (isUnfinished(page.questions[0], this.answers)) this.step = ORDER;
    return faultsOn(page, path, this.answers, this.asking.vocabulary);
  }

  // What is sealed; the server settles and judges it anew.
  response(code) {
    return {
      version: this.pack.version,
      language: this.language,
      rotation: this.rotation,
      answers: this.answers,
      code,
      began: this.began,
      finished: Date.now(),
    };
  }

  get isBegun() {
    return Object.keys(this.answers).some((key) => has(this.answers, key));
  }
}
