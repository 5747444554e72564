import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { say, t } from '../../ui/language.ts';
import { sayWindowAlone } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useMe, useNeeds, useTasks } from '../queries.ts';
import { ServingTabs } from '../ServingTabs.tsx';
import { Loaded, SignedIn } from '../states.tsx';
import { UnitName } from '../UnitName.tsx';

/** What I have taken on. */
export function Tasks() {
  return (
    <Frame title={t('resident.tasks.title')} back="/">
      <h1 tabIndex={-1}>{t('resident.tasks.title')}</h1>
      <SignedIn why={t('resident.offers.sign_in')}>
        <ServingTabs here="/tasks">
          <Mine />
        </ServingTabs>
      </SignedIn>
    </Frame>
  );
}

function Mine() {
  const tasks = useTasks(Boolean(useMe().value));
  const needs = useNeeds().value;
  const now = new Date();
  return (
    <Loaded of={tasks}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState
            action={
              <>
                <Button href="/offers">{t('resident.tasks.look')}</Button>
                <Button href="/week">{t('resident.week.title')}</Button>
              </>
            }
          >
            {t('resident.tasks.none')}
          </EmptyState>
        ) : (
          <>
            <ul className={styles.rows}>
              {items.map((task) => {
                const kind = kindOf(needs, task.kind);
                return (
                  <li key={task.id}>
                    <a className={`${styles.row} ${styles.order}`} href={`/tasks/${task.id}`}>
                      <span className={styles.grow}>
                        <strong>{kind ? sayKind(kind) : t('notify.help')}</strong>
                        <br />
                        {sayWindowAlone(task.earliestAt, task.latestAt, now) ??
                          task.wish ??
                          t('resident.offers.any_time')}{' '}
                        · <UnitName id={task.placeUnitId} />
                      </span>
                      <span className={styles.tag}>{sayHowFar(task.status)}</span>
                    </a>
                  </li>
                );
              })}
            </ul>
            <Button href="/week">{t('resident.week.title')}</Button>
          </>
        )
      }
    </Loaded>
  );
}

/** Before, at it, or done: what was served last stands in the list too. */
function sayHowFar(status: OrderSummary['status']): string {
  if (status === 'in_service') return t('resident.tasks.begun');
  if (status === 'accepted' || status === 'dispatched') return t('resident.tasks.to_go');
  return say(`status.${status}`) ?? status;
}
