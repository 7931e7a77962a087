// The coding desk by keyboard: what is typed lights up the themes that it means, and says what Enter will keep.
// Without this the same words work: the server reads them by the same rules.

const form = document.querySelector("form[data-coding]");
const typed = form.querySelector("[data-coding-typed]");
const said = form.querySelector("[data-coding-said]");
const themes = [...form.querySelectorAll(".hys-coding__theme")];
const SIGNS = { n: "none", 0: "none", none: "none", u: "unclear", "?": "unclear", unclear: "unclear" };
const ORDERS = { "*": "all that say the same", all: "all that say the same", "-": "later", skip: "later" };

const plain = (words) =>
  words
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

function meant(word) {
  if (/^\d+$/.test(word)) return themes.filter((theme) => theme.dataset.number === String(Number(word)));
  const sought = plain(word);
  if (!sought) return [];
  const whole = themes.filter((theme) => plain(theme.dataset.name) === sought);
  return whole.length ? whole : themes.filter((theme) => plain(theme.dataset.name).startsWith(sought));
}

function show() {
  const lit = new Set(themes.filter((theme) => theme.querySelector("input").checked));
  const told = [];
  for (const word of typed.value.toLowerCase().split(/[\s,]+/).filter(Boolean)) {
    if (SIGNS[word] || ORDERS[word]) {
      told.push(SIGNS[word] ?? ORDERS[word]);
      continue;
    }
    const found = meant(word);
    found.forEach((theme) => lit.add(theme));
    if (found.length !== 1) told.push(found.length ? `${word}… which?` : `${word}?`);
  }
  themes.forEach((theme) => theme.toggleAttribute("data-lit", lit.has(theme)));
  said.textContent = [...[...lit].map((theme) => theme.dataset.name), ...told].join(" · ");
}

typed.addEventListener("input", show);
form.addEventListener("change", show);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") typed.focus();
  const back = document.querySelector("[data-coding-back]");
  if (event.ctrlKey && event.key === "ArrowUp" && back) {
    event.preventDefault();
    back.click();
  }
});

show();
if (document.activeElement !== typed) { // else somebody may have begun to type before this was read
  typed.focus();
  typed.select();
}
