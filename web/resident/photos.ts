import { newKey } from '../ui/api.ts';
import { forget, keep, recall } from './device.ts';

const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

/**
 * Photos wait on the device until their order is sent: a reload or a lost network loses none. This one is made small
 * enough for a slow network, and where it was taken goes with the rest of its metadata. Throws when it is no picture.
 */
export async function keepPhoto(file: Blob): Promise<string> {
  const small = await shrink(file);
  const id = newKey();
  await keep('photos', id, small);
  return id;
}

/** A photo that waits here; undefined when the browser has thrown it away. */
export function readPhoto(id: string): Promise<Blob | undefined> {
  return recall('photos', id);
}

/** Forgets photos that are sent or no longer wanted. */
export async function forgetPhotos(ids: readonly string[]): Promise<void> {
  for (const id of ids) await forget('photos', id);
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
