import { useEffect, useRef } from 'react';
import type { TreeUnit } from '../../src/organisation/schema.ts';
import type { WallTree } from './tree.ts';

/** How the wall goes round by itself: after so long a rest, so long at each place. */
export interface TourPace {
  restSeconds: number;
  stopSeconds: number;
}

/** A minute and a half without anybody, then a quarter of a minute a county. */
const USUAL: TourPace = { restSeconds: 90, stopSeconds: 15 };

/**
 * What the address says of the tour: `tour=off` none, `tour=60-10` another pace in whole seconds; else the usual one,
 * and none where somebody asked their device for less motion.
 */
export function tourPace(search: string, calm: boolean): TourPace | undefined {
  const said = new URLSearchParams(search).get('tour');
  const pace = /^(\d{1,4})-(\d{1,4})$/.exec(said ?? '');
  if (pace) return { restSeconds: Number(pace[1]), stopSeconds: Math.max(1, Number(pace[2])) };
  return said === 'off' || calm ? undefined : USUAL;
}

/** Where the tour goes from here: where the wall begins, then each unit below it in turn, then the beginning again. */
export function nextStop(tree: WallTree, at: string): string {
  const stops = [tree.home, ...(tree.below.get(tree.home.id) ?? [])].map((unit: TreeUnit) => unit.id);
  const here = stops.indexOf(at);
  return stops[(here + 1) % stops.length] ?? tree.home.id;
}

/** What counts as somebody being there. */
const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Goes round once nobody has touched anything for a while, and stops at the first touch. `onStart` and `onStop` tell
 * which; `onStop` comes only after a start.
 */
export function useTour(
  pace: TourPace | undefined,
  go: () => void,
  { onStart, onStop }: { onStart: () => void; onStop: () => void },
): void {
  const latest = useRef({ go, onStart, onStop });
  latest.current = { go, onStart, onStop };
  const restSeconds = pace?.restSeconds;
  const stopSeconds = pace?.stopSeconds;
  useEffect(() => {
    if (restSeconds === undefined || stopSeconds === undefined) return;
    let resting: ReturnType<typeof setTimeout> | undefined;
    let round: ReturnType<typeof setInterval> | undefined;
    const rest = () => {
      clearTimeout(resting);
      resting = setTimeout(() => {
        latest.current.onStart();
        round = setInterval(() => latest.current.go(), stopSeconds * 1000);
      }, restSeconds * 1000);
    };
    const touched = () => {
      if (round !== undefined) latest.current.onStop();
      clearInterval(round);
      round = undefined;
      rest();
    };
    for (const name of TOUCHES) addEventListener(name, touched, { passive: true });
    rest();
    return () => {
      clearTimeout(resting);
      clearInterval(round);
      for (const name of TOUCHES) removeEventListener(name, touched);
    };
  }, [restSeconds, stopSeconds]);
}
