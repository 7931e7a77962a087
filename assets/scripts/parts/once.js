// A form pressed twice in one breath is sent once. After a moment it can be sent again, so that no one is locked out.

const BREATH_MS = 2000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.querySelector("[data-once]")) return;
  const sentAt = Number(form.dataset.sentAt ?? -BREATH_MS);
  if (event.timeStamp - sentAt < BREATH_MS) {
    event.preventDefault();
  } else {
    form.dataset.sentAt = event.timeStamp;
  }
});

addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sentAt;
});
