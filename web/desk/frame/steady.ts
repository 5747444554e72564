import { useCallback, useLayoutEffect, useRef } from 'react';

/** A function that stays the same and does what `work` of the last drawing does: whoever is given it need not be drawn anew. */
export function useSteady<Given extends unknown[], Told>(work: (...given: Given) => Told): (...given: Given) => Told {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given) => latest.current(...given), []);
}

/** Plain data as it was first given, for as long as it says the same. */
export function useSame<T>(value: T): T {
  const kept = useRef(value);
  if (JSON.stringify(kept.current) !== JSON.stringify(value)) kept.current = value;
  return kept.current;
}
