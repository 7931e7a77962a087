// Says how many characters are left. The line is read out only after a pause in typing.

const PAUSE_MS = 1000;

function count(box) {
  const line = document.getElementById(`${box.id}-count`);
  if (!line) return;
  const most = Number(box.dataset.maxLength);
  const aloud = document.createElement("span");
  aloud.className = "govuk-visually-hidden";
  aloud.setAttribute("role", "status");
  line.after(aloud);
  let waiting;

  const show = () => {
    // Line ends travel as two characters and are counted as one, as the server does.
    const left = most - [...box.value].length;
    const words = left < 0 ? line.dataset.over : line.dataset.left;
    line.textContent = words.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    line.classList.toggle("hys-count--over", left < 0);
  };
  box.addEventListener("input", () => {
    show();
    clearTimeout(waiting);
    waiting = setTimeout(() => { aloud.textContent = line.textContent; }, PAUSE_MS);
  });
  if (box.value) show();
}

const countAll = (place) => place.querySelectorAll("textarea[data-max-length]").forEach(count);
countAll(document);
document.addEventListener("hys-shown", (event) => countAll(event.target)); // a kiosk puts up one question after another
