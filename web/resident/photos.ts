import { newKey } from '../ui/api.ts';

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/** Photos wait on the device until their order is sent: a reload or a lost network loses none. */
function store(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('linli', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('photos');
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/** What waits where the browser keeps nothing (private windows). */
const inMemory = new Map<string, Blob>();

async function run<T>(mode: IDBTransactionMode, act: (photos: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const database = await store();
  try {
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction('photos', mode).objectStore('photos'));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  } finally {
    database.close();
  }
}

/** Makes a photo small enough for a slow network and keeps it here. Where it was taken goes with the rest of its metadata. */
export async function keepPhoto(file: Blob): Promise<string> {
  const small = await shrink(file);
  const id = newKey();
  await run('readwrite', (photos) => photos.put(small, id)).catch(() => inMemory.set(id, small));
  return id;
}

/** A photo that waits here; undefined when the browser has thrown it away. */
export async function readPhoto(id: string): Promise<Blob | undefined> {
  return (
    inMemory.get(id) ?? (await run<Blob | undefined>('readonly', (photos) => photos.get(id)).catch(() => undefined))
  );
}

/** Forgets photos that are sent or no longer wanted. */
export async function forgetPhotos(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    inMemory.delete(id);
    await run('readwrite', (photos) => photos.delete(id)).catch(() => undefined);
  }
}

async function shrink(file: Blob): Promise<Blob> {
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(1, LONGEST_SIDE / Math.max(image.naturalWidth, image.naturalHeight));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * scale);
    canvas.height = Math.round(image.naturalHeight * scale);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const small = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    return small ?? file;
  } finally {
    URL.revokeObjectURL(address);
  }
}
