// Sends what waits. An item leaves the tablet only once the server has said that it holds it, so that a line that breaks
// in the middle loses nothing; the item's own id keeps it from counting twice.

import { settleItems, waitingFor } from "./keeping.js";

const AT_ONCE = 10;
const PATIENCE_MS = 20_000;

async function post(code, token, items) {
  const response = await fetch(`/kiosk/${code}/responses`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ now: Date.now(), items: items.map(({ id, envelope }) => ({ id, envelope })) }),
    credentials: "omit",
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 403) return { shut: (await response.json()).message };
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.json();
}

async function sendPart(code, token, part) {
  const answer = await post(code, token, part);
  if (answer.shut) return answer;
  const told = new Map(answer.items.map((one) => [one.id, one]));
  const arrived = part.filter(({ id }) => ["stored", "known"].includes(told.get(id)?.outcome));
  const refused = part.filter(({ id }) => told.get(id)?.outcome === "refused");
  await settleItems(
    arrived.map(({ id }) => id),
    refused.map((item) => ({ ...item, problem: told.get(item.id).message })),
  );
  return { sent: arrived.length };
}

// Returns { sent, reached, shut }: how many arrived, whether the server answered, and its words where the link is void.
export async function sendWaiting(code, token) {
  let sent = 0;
  const items = await waitingFor(code);
  for (let from = 0; from < items.length; from += AT_ONCE) {
    try {
      const answer = await sendPart(code, token, items.slice(from, from + AT_ONCE));
      if (answer.shut) return { sent, reached: true, shut: answer.shut };
      sent += answer.sent;
    } catch {
      return { sent, reached: false };
    }
  }
  return { sent, reached: true };
}
