// Watches for a screen that nobody touches: after 45 seconds it asks, after 60 it starts afresh.

export const WARN_AFTER_S = 45;
export const RESET_AFTER_S = 60;
const SAID_ALOUD = [15, 10, 5];

// `shows` opens the warning and returns whether there is one; `tells` gets the seconds left; `resets` starts afresh.
export function watchIdleness({ shows, tells, resets }) {
  let touchedAt = performance.now();
  let warned = false;
  const touched = () => {
    touchedAt = performance.now();
    warned = false;
  };
  setInterval(() => {
    const idle = Math.floor((performance.now() - touchedAt) / 1000);
    if (idle >= RESET_AFTER_S) {
      touched();
      resets();
    } else if (idle >= WARN_AFTER_S) {
      if (!warned) warned = shows();
      if (warned) tells(RESET_AFTER_S - idle, SAID_ALOUD.includes(RESET_AFTER_S - idle));
    }
  }, 1000);
  return touched;
}
