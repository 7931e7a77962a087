// Finds an entry of a long list by typing. What fits stands below as buttons; the list itself stays as it is, so that
// nothing has to be learnt anew and what is sent is always an entry of the list.

const MOST_SHOWN = 5;

const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

function element(name, className, text = "") {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}

function fitting(entries, typed) {
  const sought = plain(typed.trim());
  if (!sought) return [];
  const names = entries.map((entry) => [entry, plain(entry.text)]);
  const first = names.filter(([, name]) => name.startsWith(sought));
  const inside = names.filter(([, name]) => !name.startsWith(sought) && name.split(/[\s(–-]+/).some((word) => word.startsWith(sought)));
  return [...first, ...inside].map(([entry]) => entry);
}

function find(list) {
  const entries = [...list.options].filter((entry) => entry.value);
  const around = element("div", "hys-find");
  const label = element("label", "govuk-hint hys-find__label", list.dataset.find);
  const box = element("input", "govuk-input hys-find__box");
  const found = element("ul", "hys-find__found");
  const aloud = element("p", "govuk-hint hys-find__said");
  box.id = label.htmlFor = `${list.id}-find`;
  box.type = "search";
  box.autocomplete = "off";
  box.spellcheck = false;
  aloud.setAttribute("role", "status");
  around.append(label, box, aloud, found);
  list.before(around);
  let chosen = null;

  const choose = (entry) => {
    chosen = entry;
    list.value = entry.value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    box.value = entry.text;
    found.replaceChildren();
    aloud.textContent = list.dataset.findChosen.replace("{name}", entry.text);
  };
  const offer = (entry) => {
    const button = element("button", "hys-find__one", entry.text);
    button.type = "button";
    button.addEventListener("click", () => { choose(entry); box.focus(); });
    const item = document.createElement("li");
    item.append(button);
    return item;
  };
  const look = () => {
    const fit = fitting(entries, box.value);
    chosen = null;
    found.replaceChildren(...fit.slice(0, MOST_SHOWN).map(offer));
    const { findNone, findOne, findSome } = list.dataset;
    const words = [findNone, findOne][fit.length] ?? findSome.replace("{n}", fit.length);
    aloud.textContent = box.value.trim() ? words : "";
  };
  box.addEventListener("input", look);
  box.addEventListener("change", () => {
    const fit = fitting(entries, box.value);
    if (!chosen && fit.length === 1) choose(fit[0]);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || chosen) return;
    const [first] = fitting(entries, box.value);
    if (first) choose(first);
    if (box.value) event.preventDefault();
  });
  list.addEventListener("change", () => {
    if (chosen && list.value !== chosen.value) {
      box.value = aloud.textContent = "";
      chosen = null;
    }
  });
}

document.querySelectorAll("select[data-find]").forEach(find);
