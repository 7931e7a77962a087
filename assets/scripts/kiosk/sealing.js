// Closes a response to its event's public key: only the server opens it (survey/fieldwork/events/sealing.py).

const SYMBOLS = "23456789CDFGHJKMNPRTVWX";
const VERSION = 1;

const coded = (bytes) =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")).replaceAll("+", "-").replaceAll("/", "_");
const decoded = (words) =>
  Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const utf8 = (words) => new TextEncoder().encode(words);

// Returns an envelope; event and item are bound in, so that it can't be passed off as another.
export async function sealed(publicKey, event, item, response) {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", decoded(publicKey), curve, false, []);
  const ours = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8("have your say: kiosk") };
  const key = await crypto.subtle.deriveKey(derivation, base, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const bound = { name: "AES-GCM", iv, additionalData: utf8(`${event}:${item}`) };
  const closed = new Uint8Array(await crypto.subtle.encrypt(bound, key, utf8(JSON.stringify(response))));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", ours.publicKey));
  return coded([VERSION, ...point, ...iv, ...closed]);
}

function symbol() {
  for (;;) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 253) return SYMBOLS[byte % SYMBOLS.length]; // 253 is 11 times 23: each symbol is as likely
  }
}

const some = (length) => Array.from({ length }, symbol).join("");

function withCheck(symbols) {
  const sum = [...symbols].reduce((total, one, at) => total + (at + 2) * SYMBOLS.indexOf(one), 0);
  return symbols + SYMBOLS[sum % SYMBOLS.length];
}

// Mints a return code, which the person may take along although no server has heard of it yet.
export const mintCode = () => withCheck(withCheck(some(7)) + some(8));

export function inGroups(symbols) {
  const groups = symbols.match(/.{1,4}/g);
  if (groups.length > 1 && groups.at(-1).length === 1) groups.push(groups.splice(-2).join(""));
  return groups.join("-");
}
