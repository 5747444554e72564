/** What this phone keeps for later, each kind in a drawer of its own. */
type Drawer = 'photos' | 'deeds' | 'read';

const DRAWERS: readonly Drawer[] = ['photos', 'deeds', 'read'];

/** What waits where the browser keeps nothing (private windows): as long as the page. */
const inMemory: Record<Drawer, Map<string, unknown>> = {
  photos: new Map(),
  deeds: new Map(),
  read: new Map(),
};

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('linli', 3);
    opening.onupgradeneeded = () => {
      for (const drawer of DRAWERS) {
        if (!opening.result.objectStoreNames.contains(drawer)) opening.result.createObjectStore(drawer);
      }
    };
    opening.onsuccess = () => {
      // Another page with a newer version of us may change the drawers.
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  });
}

async function run<T>(
  drawer: Drawer,
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction(drawer, mode);
      const request = act(transaction.objectStore(drawer));
      // Kept is what the whole transaction has kept.
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** Keeps something until it is forgotten; a reload or a restart loses nothing. */
export async function keep(drawer: Drawer, id: string, value: unknown): Promise<void> {
  await run(drawer, 'readwrite', (store) => store.put(value, id)).catch(() => inMemory[drawer].set(id, value));
}

/** What was kept under an id; undefined when the browser has thrown it away. */
export async function recall<T>(drawer: Drawer, id: string): Promise<T | undefined> {
  const held = inMemory[drawer].get(id) as T | undefined;
  return held ?? (await run<T | undefined>(drawer, 'readonly', (store) => store.get(id)).catch(() => undefined));
}

/** Everything in a drawer, in no order. */
export async function recallAll<T>(drawer: Drawer): Promise<T[]> {
  const kept = await run<T[]>(drawer, 'readonly', (store) => store.getAll()).catch((): T[] => []);
  return [...kept, ...(inMemory[drawer].values() as IterableIterator<T>)];
}

/** The ids of everything in a drawer. */
export async function idsIn(drawer: Drawer): Promise<string[]> {
  const kept = await run(drawer, 'readonly', (store) => store.getAllKeys()).catch((): IDBValidKey[] => []);
  return [...kept.map(String), ...inMemory[drawer].keys()];
}

/** Forgets what is sent or no longer wanted. */
export async function forget(drawer: Drawer, id: string): Promise<void> {
  inMemory[drawer].delete(id);
  await run(drawer, 'readwrite', (store) => store.delete(id)).catch(() => undefined);
}

/** Forgets everything in a drawer. */
export async function forgetDrawer(drawer: Drawer): Promise<void> {
  inMemory[drawer].clear();
  await run(drawer, 'readwrite', (store) => store.clear()).catch(() => undefined);
}
