import { useEffect, useState } from 'react';

const PAUSE_MILLISECONDS = 200;

/** A value that is being typed, once the hand has paused: the server is asked for words and not for letters. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MILLISECONDS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
