// Faults in words, as survey/web/asking/messages.py says them; the forms of the sentences come with the questionnaire.

import { choicesOf, sayText } from "./fields.js";

export function fillIn(form, values) {
  return form.replace(/%\((\w+)\)s|%%/g, (whole, name) => (name ? String(values[name]) : "%"));
}

// Names what a fault is about: a row of a grid, else the question, as they stand on the page.
function nameOf(fault, question, language) {
  const row = (question.rows ?? []).find((one) => fault.field === `${question.key}.${one.key}`);
  if (row) return sayText(row.text, language);
  const text = sayText(question.text, language);
  return text.replace(/[?:. ]+$/, "").split("[[")[0].trim() || text;
}

const WRITTEN = ["short_text", "long_text", "number"];

function formOf(fault, question, forms) {
  if (fault.code !== "required") return forms[fault.code];
  if (question.kind === "area") return forms.required_area;
  return WRITTEN.includes(question.kind) ? forms.required_words : forms.required;
}

// `speaking` is { language, forms, absences }: the forms of the sentences and the absences as the pages word them.
export function sentence(fault, question, speaking) {
  const { language, forms, absences } = speaking;
  const { values } = fault;
  const number = (value) => new Intl.NumberFormat(language === "en" ? "en-GB" : language).format(value);
  const chosen = typeof values.choice === "string" ? absences[values.choice.slice(1)] : sayText(values.choice, language);
  const other = choicesOf(question).find((choice) => fault.field === `${question.key}:${choice.key}`);
  const isCount = fault.code === "too_long";
  return fillIn(formOf(fault, question, forms), {
    question: nameOf(fault, question, language),
    choice: other ? sayText(other.text, language) : chosen,
    area: sayText(values.area, language),
    place: values.place,
    chosen: values.chosen,
    limit: isCount ? number(values.limit) : values.limit,
    length: isCount ? number(values.length) : "",
    least: number(values.minimum ?? 0),
    most: number(values.maximum ?? 0),
  });
}
