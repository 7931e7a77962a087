// Runs the kiosk's own modules on cases that Python made; reads JSON from the standard input, writes it to the output.
import { holds } from "../../../assets/scripts/kiosk/conditions.js";
import { checkAnswer, isUnfinished, readFields, sayAnswer, writeFields } from "../../../assets/scripts/kiosk/kinds.js";
import { filled } from "../../../assets/scripts/kiosk/filling.js";
import { firstOpenPage, oneByOne, onPath, walk } from "../../../assets/scripts/kiosk/routing.js";
import { inGroups, mintCode, sealed } from "../../../assets/scripts/kiosk/sealing.js";
import { sentence } from "../../../assets/scripts/kiosk/sentences.js";
import { takePage } from "../../../assets/scripts/kiosk/taking.js";

let input = "";
for await (const part of process.stdin) input += part;
const { vocabulary, speaking, cases } = JSON.parse(input);

const RUN = {
  holds: ({ condition, answers, channel }) => holds(condition, answers, channel),
  walk({ document, answers, channel }) {
    const path = walk(document, answers, channel);
    return {
      pages: path.pages.map((page) => page.key),
      asked: [...path.asked].sort(),
      stale: [...path.stale].sort(),
      counted: onPath(document, path, answers),
      open: firstOpenPage(path, answers, vocabulary)?.key ?? null,
    };
  },
  take({ document, channel, page: key, answers, posted, step, skip_rest: skipRest }) {
    const page = document.sections.flatMap((section) => section.pages).find((one) => one.key === key);
    const taken = takePage({ document, channel, vocabulary }, page, answers, posted, { step, skipRest });
    return { answers: taken.answers, faults: taken.faults, page: taken.page?.key ?? null, step: taken.step };
  },
  kind({ question, posted, before }) {
    const entries = readFields(question, posted, before);
    const faults = checkAnswer(question, entries, vocabulary);
    return {
      entries,
      faults,
      sentences: Object.fromEntries(Object.entries(speaking).map(([language, how]) =>
        [language, faults.map((fault) => sentence(fault, question, how))])),
      unfinished: isUnfinished(question, entries),
      said: faults.length ? [] : sayAnswer(question, entries, "en", vocabulary),
      written: faults.length ? {} : writeFields(question, entries),
    };
  },
  one_by_one: ({ document }) => oneByOne(document),
  fill({ html, filling }) {
    return filled(html, { ...filling, vocabulary, asked: new Set(filling.asked) });
  },
  seal: ({ key, event, item, response }) => sealed(key, event, item, response),
  mint: () => mintCode(),
  groups: ({ code }) => inGroups(code),
};

const results = [];
for (const { run, ...about } of cases) results.push(await RUN[run](about));
process.stdout.write(JSON.stringify(results));
