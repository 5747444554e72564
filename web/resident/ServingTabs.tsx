import type { ReactNode } from 'react';
import { t } from '../ui/language.ts';
import { useOffers, useTasks } from './queries.ts';
import styles from './ServingTabs.module.css';

const PLACES = ['/tasks', '/offers', '/volunteer'] as const;

/** The three sheets of a volunteer: what I have taken, what is asked of me, when and what I can. Each has its address. */
export function ServingTabs({ here, children }: { here: (typeof PLACES)[number]; children: ReactNode }) {
  const counts = {
    '/tasks': useTasks(true).value?.items.length,
    '/offers': useOffers(true).value?.items.length,
    '/volunteer': undefined,
  };
  return (
    <>
      <nav className={styles.tabs} aria-label={t('resident.way.volunteer')}>
        {PLACES.map((place) => (
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
