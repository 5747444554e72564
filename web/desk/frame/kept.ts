import { useState } from 'react';

/** Something kept on this device under `key`: as it was read, and how to change it. Without storage it lasts as long as the page. */
export function useKept<T>(key: string, read: (kept: string | null) => T): [T, (next: T) => void] {
  const [value, setValue] = useState(() => {
    try {
      return read(localStorage.getItem(key));
    } catch {
      return read(null);
    }
  });
  const keep = (next: T) => {
    setValue(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // A browser that keeps nothing still shows it.
    }
  };
  return [value, keep];
}
