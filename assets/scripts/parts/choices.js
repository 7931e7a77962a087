// A group that takes only so many ticks says how many are left and refuses one more; a tick that rules out the
// others takes theirs away. Without scripts the server says the same after sending.

const boxes = (group) => [...group.querySelectorAll('input[type="checkbox"]')];
const rulesOut = (box) => box.dataset.behaviour === "exclusive";

function tell(line, words) {
  line.textContent = "";
  // A pause, so that a screen reader says the same words again.
  setTimeout(() => { line.textContent = words; }, 60);
}

function fill(words, n, most) {
  return words.replace("{n}", n).replace("{most}", most);
}

function limit(group) {
  const most = Number(group.dataset.maxChoices);
  const line = group.querySelector('[data-behaviour="limit-line"]');
  const counted = () => boxes(group).filter((box) => box.checked && !rulesOut(box)).length;

  const show = () => {
    const chosen = counted();
    for (const box of boxes(group)) {
      const blocked = chosen >= most && !box.checked && !rulesOut(box);
      box.parentElement.toggleAttribute("data-full", blocked);
      if (blocked) box.setAttribute("aria-disabled", "true");
      else box.removeAttribute("aria-disabled");
    }
    return chosen;
  };

  group.addEventListener("click", (event) => {
    const box = event.target;
    if (box.type !== "checkbox" || !box.checked || rulesOut(box) || counted() <= most) return;
    event.preventDefault();
    if (line) tell(line, fill(line.dataset.full, most, most));
  });
  group.addEventListener("change", () => {
    const chosen = show();
    if (line) tell(line, chosen ? fill(chosen >= most ? line.dataset.full : line.dataset.chosen, chosen, most) : "");
  });
  show();
}

function ruleOut(event) {
  const box = event.target;
  if (box.type !== "checkbox" || !box.checked) return;
  const group = box.closest("fieldset, .hys-question");
  if (!group) return;
  for (const other of boxes(group)) {
    if (other !== box && other.name === box.name && (rulesOut(box) || rulesOut(other))) other.checked = false;
  }
}

// Ruling out comes first, so that the limit counts what is left.
document.addEventListener("change", ruleOut, true);
const limitAll = (place) => place.querySelectorAll("[data-max-choices]").forEach(limit);
limitAll(document);
document.addEventListener("hys-shown", (event) => limitAll(event.target)); // a kiosk puts up one question after another
