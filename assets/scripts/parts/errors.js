// Moves to the list of errors when a page has one; its links go to the box and keep the question in sight.

function goTo(event) {
  const link = event.target.closest("a[href^='#']");
  const box = link && document.getElementById(link.hash.slice(1));
  if (!box) return;
  event.preventDefault();
  const question = box.closest("fieldset, .govuk-form-group") ?? box;
  question.scrollIntoView();
  box.focus({ preventScroll: true });
}

const summary = document.querySelector(".govuk-error-summary");
if (summary) {
  summary.addEventListener("click", goTo);
  summary.focus();
}
