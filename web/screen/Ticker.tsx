import { useEffect, useRef, useState } from 'react';
import { say, t } from '../ui/language.ts';
import { sayClock } from '../ui/times.ts';
import type { Happening } from './figures.ts';
import { placeName, type WallTree } from './tree.ts';

const EACH_MILLISECONDS = 6_000;

/** What happened last, one after another; it stops when pointed at, focused or told to. */
export function Ticker({ tree, happened }: { tree: WallTree; happened: readonly Happening[] }) {
  const [at, setAt] = useState(0);
  const [stopped, setStopped] = useState(false);
  const [held, setHeld] = useState(false);
  const still = stopped || held;
  const newest = happened[0]?.id;
  useEffect(() => {
    if (newest !== undefined && !still) setAt(0);
  }, [newest, still]);
  useEffect(() => {
    if (still || happened.length < 2) return;
    const timer = setInterval(() => setAt((before) => (before + 1) % Math.min(happened.length, 8)), EACH_MILLISECONDS);
    return () => clearInterval(timer);
  }, [still, happened.length]);
  // What stands still stays the same sentence, whatever happens meanwhile (WCAG 2.2.2).
  const kept = useRef<Happening>(undefined);
  if (!still || !kept.current) kept.current = happened[at] ?? happened[0];
  const shown = kept.current;
  const words = shown
    ? t('screen.ticker', {
        time: sayClock(shown.at),
        place: placeName(tree, shown.unitId),
        what: say(`screen.happened.${shown.what}`) ?? shown.what,
      })
    : t('screen.ticker.quiet');
  return (
    <p className="tick" onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}>
      <span title={words}>{words}</span>
      {happened.length > 1 ? (
        <button
          type="button"
          aria-pressed={stopped}
          onClick={() => setStopped(!stopped)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
        >
          {t(stopped ? 'screen.ticker.go' : 'screen.ticker.stop')}
        </button>
      ) : null}
    </p>
  );
}
