// The board looks again by itself: its changing part is fetched and put in place without moving the focus.
// It stops while nobody looks, and whoever is disturbed by it switches it off.

for (const part of document.querySelectorAll("[data-behaviour='look-again']")) {
  const said = document.querySelector("[data-behaviour='look-again-said']");
  const choice = document.querySelector("[data-behaviour='look-again-on']");
  const on = choice.querySelector("input");
  let loud = part.querySelector("[data-loud]")?.dataset.loud ?? "";

  const put = (html) => {
    const held = part.contains(document.activeElement) ? document.activeElement.id : "";
    const label = held ? "" : part.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    const scrolled = [...part.querySelectorAll(".hys-table")].map((table) => [table.scrollLeft, table.scrollTop]);
    part.innerHTML = html;
    part.querySelectorAll(".hys-table").forEach((table, place) => {
      [table.scrollLeft, table.scrollTop] = scrolled[place] ?? [0, 0];
    });
    const again = held ? document.getElementById(held) : label && part.querySelector(`[aria-label="${CSS.escape(label)}"]`);
    again?.focus({ preventScroll: true });
    const words = part.querySelector("[data-loud]")?.dataset.loud ?? "";
    if (words !== loud) said.textContent = words; // said once, not at every look
    loud = words;
  };

  const look = async () => {
    try {
      const answer = await fetch(part.dataset.address, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok || answer.redirected) throw new Error(answer.status);
      put(await answer.text());
      part.classList.remove("hys-board--old");
    } catch {
      part.classList.add("hys-board--old"); // old figures look like new ones: say that they are not
      said.textContent = part.dataset.lost;
      said.classList.remove("govuk-visually-hidden");
      said.classList.add("govuk-inset-text");
      return;
    }
    said.classList.add("govuk-visually-hidden");
    said.classList.remove("govuk-inset-text");
  };

  choice.hidden = false;
  setInterval(() => {
    if (on.checked && document.visibilityState === "visible") look();
  }, Number(part.dataset.every) * 1000);
  document.querySelector("[data-behaviour='look-again-now']").addEventListener("click", (event) => {
    event.preventDefault();
    look();
  });
}
