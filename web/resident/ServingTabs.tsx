import type { ReactNode } from 'react';
import { t } from '../ui/language.ts';
import { useOpenOffers } from './declines.ts';
import { useMe, useTasks } from './queries.ts';
import styles from './ServingTabs.module.css';
import { teamsLedBy } from './teams.ts';

const PLACES = ['/tasks', '/offers', '/volunteer'] as const;
const LED = ['/team', ...PLACES] as const;

/**
 * The sheets of a volunteer: what I have taken, what is asked of me, when and what I can; for leaders the team's first.
 * Each has its address.
 */
export function ServingTabs({ here, children }: { here: (typeof LED)[number]; children: ReactNode }) {
  const me = useMe().value;
  const places = me && teamsLedBy(me).length > 0 ? LED : PLACES;
  const counts = {
    '/team': undefined,
    '/tasks': useTasks(true).value?.items.length,
    '/offers': useOpenOffers(true).value?.items.length,
    '/volunteer': undefined,
  };
  return (
    <>
      <nav className={styles.tabs} aria-label={t('resident.way.volunteer')}>
        {places.map((place) => (
          <a key={place} href={place} className={styles.tab} aria-current={place === here ? 'page' : undefined}>
            {t(`resident.serving${place.replace('/', '.') as '.tasks'}`)}
            {counts[place] ? ` ${counts[place]}` : ''}
          </a>
        ))}
      </nav>
      {children}
    </>
  );
}
