// 'Exit this page': hides the page at once and leaves no step back to it; Escape pressed three times does the same.

const PRESSES = 3;
const WITHIN_MS = 5000;

const link = document.querySelector('[data-behaviour="exit"]');

function leave(event) {
  event?.preventDefault();
  document.title = "…";
  document.body.hidden = true;
  location.replace(link.href);
}

if (link) {
  let presses = [];
  link.addEventListener("click", leave);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") {
      presses = [];
      return;
    }
    presses = [...presses.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
    if (presses.length >= PRESSES) leave(event);
  });
  document.querySelector('[data-behaviour="exit-hint"]').hidden = false;
}
