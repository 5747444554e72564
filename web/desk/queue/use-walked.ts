import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useSteady } from '../frame/steady.ts';

/** So long after the last step the address says where somebody stands: they may be walking on. */
const PAUSE_MILLISECONDS = 150;

/**
 * The order that is looked at, as the hand has it, and how to look at another. The address follows once the hand pauses:
 * a step through the rows is no navigation. An address that comes from elsewhere leads at once.
 */
export function useWalked(
  address: string | undefined,
  say: (order: string | undefined) => void,
): [order: string | undefined, walk: (order: string | undefined) => void] {
  const [order, setOrder] = useState(address);
  const said = useRef(address);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useLayoutEffect(() => {
    if (address === said.current) return;
    said.current = address;
    clearTimeout(timer.current);
    setOrder(address);
  }, [address]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // By then the address may say another tab or filter: what is said is said of that one.
  const sayNow = useSteady(say);
  const walk = useSteady((next: string | undefined) => {
    setOrder(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      said.current = next;
      sayNow(next);
    }, PAUSE_MILLISECONDS);
  });
  return [order, walk];
}
