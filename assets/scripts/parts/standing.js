// A job's page says how far it is by itself: the changing part is fetched and put in place without moving the focus.
// It asks every few seconds, not while nobody looks, and no more once the job has ended.

for (const part of document.querySelectorAll("[data-behaviour='standing']:not([data-ended])")) {
  const said = document.getElementById("standing-said");
  const asking = setInterval(async () => {
    if (document.visibilityState !== "visible") return;
    let found;
    try {
      const answer = await fetch(window.location.href);
      if (!answer.ok || answer.redirected) return;
      found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(part.id);
    } catch {
      return; // the next look may get through
    }
    if (!found) return;
    const held = part.contains(document.activeElement) ? document.activeElement.id : "";
    if (found.dataset.state !== part.dataset.state) said.textContent = found.dataset.state; // said once
    part.dataset.state = found.dataset.state;
    part.replaceChildren(...found.childNodes);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    if (found.hasAttribute("data-ended")) clearInterval(asking);
  }, Number(part.dataset.every) * 1000);
}
