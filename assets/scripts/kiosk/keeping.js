// What the tablet keeps: which events it was opened for, and sealed responses until the server has them. Nothing that a
// person answers is kept anywhere else, nor open.

const NAME = "have-your-say-kiosk";

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function store() {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore("opened", { keyPath: "code" });
    opening.result.createObjectStore("waiting", { keyPath: "id" }).createIndex("code", "code");
  };
  return done(opening);
}

// Resolves once what was written is on the disk, so that a person is thanked only then.
async function writing(name, deed) {
  const held = await store();
  try {
    const transaction = held.transaction(name, "readwrite", { durability: "strict" });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
    });
    deed(transaction.objectStore(name));
    await ended;
  } finally {
    held.close();
  }
}

async function reading(name, look) {
  const held = await store();
  try {
    return await done(look(held.transaction(name).objectStore(name)));
  } finally {
    held.close();
  }
}

export const openFor = (opened) => writing("opened", (kept) => kept.put(opened));
export const openedFor = (code) => reading("opened", (kept) => kept.get(code));
export const closeFor = (code) => writing("opened", (kept) => kept.delete(code));

export const keep = (item) => writing("waiting", (kept) => kept.put(item));
export const waitingFor = (code) => reading("waiting", (kept) => kept.index("code").getAll(code));
export const countFor = (code) => reading("waiting", (kept) => kept.index("code").count(code));

// Takes out what the server has and notes what it refused; both at once.
export function settleItems(arrived, refused) {
  return writing("waiting", (kept) => {
    for (const id of arrived) kept.delete(id);
    for (const item of refused) kept.put(item);
  });
}
