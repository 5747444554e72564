import type { TreeUnit } from '../../src/organisation/schema.ts';
import { t } from '../ui/language.ts';
import { sayClock, sayDate, sayWeekday } from '../ui/times.ts';
import { isStale, type Picture } from './figures.ts';
import { shortName } from './tree.ts';

interface HeaderProps {
  /** The unit looked at and all above it, itself first. */
  path: readonly TreeUnit[];
  picture: Picture;
  now: number;
  onGo: (id: string) => void;
}

/** Where the eye is, the way back up, the age of the data, and the time. */
export function Header({ path, picture, now, onGo }: HeaderProps) {
  const here = path[0];
  const above = path.slice(1).reverse();
  return (
    <header>
      <h1>{t('screen.title', { unit: shortName(here) })}</h1>
      <nav aria-label={t('screen.path')}>
        {above.length === 0 ? <p>{t('screen.subtitle')}</p> : null}
        {above.map((unit) => (
          <button key={unit.id} type="button" onClick={() => onGo(unit.id)}>
            {shortName(unit)} ›
          </button>
        ))}
        {above.length > 0 ? (
          <p>
            <kbd>Esc</kbd> {t('screen.up')}
          </p>
        ) : null}
      </nav>
      <Age picture={picture} now={now} />
      <p className="now">
        {t('screen.now', {
          date: sayDate(new Date(now), new Date(now)),
          weekday: sayWeekday(new Date(now + 8 * 3_600_000).getUTCDay()),
          time: secondsText(now),
        })}
      </p>
    </header>
  );
}

/** `15:42:10`, where the network is. */
export function secondsText(now: number): string {
  return `${sayClock(new Date(now))}:${String(Math.floor(now / 1000) % 60).padStart(2, '0')}`;
}

/** How old what is shown is; when it is old, since when, and that the wall is reconnecting by itself. */
function Age({ picture, now }: { picture: Picture; now: number }) {
  const { readAt } = picture;
  if (!readAt) return <p className="age">{t('state.loading')}</p>;
  const age = Math.max(0, now - readAt.getTime());
  const stale = isStale(picture, now);
  return (
    <p data-stamp className={`age${stale ? ' stale' : ''}`} role="status" aria-live="off">
      {stale ? t('screen.stale', { time: sayClock(readAt) }) : t('screen.age', { count: Math.floor(age / 1000) })}
    </p>
  );
}
