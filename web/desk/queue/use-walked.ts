import { startTransition, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { afterPicture } from '../frame/after-picture.ts';
import { useSteady } from '../frame/steady.ts';

/** So long after the last step the hand rests; until then somebody may be walking on. */
const PAUSE_MILLISECONDS = 150;

interface Walked {
  /** The order that the hand is at. */
  marked: string | undefined;
  /** The order that is shown whole. */
  opened: string | undefined;
  /** Looks at another. */
  walk: (order: string | undefined) => void;
}

/**
 * The order that is looked at, as the hand has it. A step marks it within its own picture. It is opened after that picture,
 * or once the hand rests where somebody walks on: what is only passed is not opened. The address follows then: a step
 * through the rows is no navigation. An address that comes from elsewhere leads at once.
 */
export function useWalked(address: string | undefined, say: (order: string | undefined) => void): Walked {
  const [marked, setMarked] = useState(address);
  const [opened, setOpened] = useState(address);
  const [page] = useState(window.location.pathname);
  const said = useRef(address);
  const forget = useRef<() => void>(undefined);
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = useSteady(() => {
    forget.current?.();
    clearTimeout(rest.current);
    rest.current = undefined;
  });
  const open = useSteady((order: string | undefined) => startTransition(() => setOpened(order)));
  useLayoutEffect(() => {
    if (address === said.current) return;
    said.current = address;
    stop();
    setMarked(address);
    open(address);
  }, [address, stop, open]);
  useEffect(() => stop, [stop]);
  // By then the address may say another tab or filter: what is said is said of that one.
  const sayNow = useSteady(say);
  const walk = useSteady((next: string | undefined) => {
    const walksOn = rest.current !== undefined;
    stop();
    setMarked(next);
    if (!walksOn || next === undefined) forget.current = afterPicture(() => open(next));
    rest.current = setTimeout(() => {
      rest.current = undefined;
      // On the way to another page, whose code is still to come, the address is no longer that of the rows.
      if (window.location.pathname !== page) return;
      open(next);
      said.current = next;
      sayNow(next);
    }, PAUSE_MILLISECONDS);
  });
  return { marked, opened, walk };
}
