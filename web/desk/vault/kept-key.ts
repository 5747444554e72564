/*
 * Where a custodian's private key stays: in this browser's IndexedDB, as a CryptoKey that cannot be taken out of it. It is
 * found again by the public half that the server has.
 */

const DATABASE = 'linli-custody';
const KEYS = 'keys';

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(KEYS);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function run<Result>(
  mode: IDBTransactionMode,
  work: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await open();
  try {
    return await new Promise<Result>((resolve, reject) => {
      const transaction = database.transaction(KEYS, mode);
      const request = work(transaction.objectStore(KEYS));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps a private key under the public half that goes with it. */
export async function keepKey(publicKey: string, privateKey: CryptoKey): Promise<void> {
  await run('readwrite', (keys) => keys.put(privateKey, publicKey));
}

/** The private key that goes with a public half, or null: it is in another browser, or was cleared away. */
export async function findKey(publicKey: string): Promise<CryptoKey | null> {
  const found = await run('readonly', (keys) => keys.get(publicKey) as IDBRequest<CryptoKey | undefined>);
  return found ?? null;
}
