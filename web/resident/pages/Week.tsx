import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate, sayWeekday } from '../../ui/times.ts';
import { daysFrom, freeParts } from '../../ui/week.ts';
import { Frame } from '../Frame.tsx';
import { PrintButton } from '../PrintButton.tsx';
import styles from '../page.module.css';
import { kindOf, sayKind, useMe, useNeeds, useTasks } from '../queries.ts';
import { useRemote } from '../remote.ts';
import { Loaded, SignedIn } from '../states.tsx';
import { UnitName } from '../UnitName.tsx';

/** My week: each day with what I have taken on and when I said that I have time. For the fridge door too. */
export function Week() {
  return (
    <Frame title={t('resident.week.title')} back="/tasks">
      <h1 tabIndex={-1}>{t('resident.week.title')}</h1>
      <SignedIn why={t('resident.offers.sign_in')}>
        <Days />
      </SignedIn>
    </Frame>
  );
}

function Days() {
  const tasks = useTasks(Boolean(useMe().value));
  const profile = useRemote('me:volunteer', () => answerOf(api.GET('/api/v1/me/volunteer'))).value;
  const now = new Date();
  return (
    <Loaded of={tasks}>
      {({ items }) => {
        const days = daysFrom(now, items);
        return (
          <>
            {days.map(({ date, at, weekday, tasks: taken }) => (
              <section key={date}>
                <h2 className={styles.section}>
                  {sayWeekday(weekday + 1)} · {sayDate(at, now)}
                </h2>
                <ul className={styles.rows}>
                  {taken.map((task) => (
                    <Taken key={task.id} task={task} time={task.earliestAt ? sayClock(task.earliestAt) : null} />
                  ))}
                  <li className={`${styles.row} ${styles.still}`}>
                    <span className={styles.soft}>{sayFree(profile?.availability ?? '', weekday)}</span>
                  </li>
                </ul>
              </section>
            ))}
            {items.some((task) => task.earliestAt === null) ? (
              <section>
                <h2 className={styles.section}>{t('resident.offers.any_time')}</h2>
                <ul className={styles.rows}>
                  {items
                    .filter((task) => task.earliestAt === null)
                    .map((task) => (
                      <Taken key={task.id} task={task} time={null} />
                    ))}
                </ul>
              </section>
            ) : null}
            <div className={styles.acts}>
              <Button href="/volunteer">{t('resident.week.change')}</Button>
              <PrintButton />
            </div>
          </>
        );
      }}
    </Loaded>
  );
}

function sayFree(week: string, weekday: number): string {
  const parts = freeParts(week, weekday).map((part) => t(`time.part_${part}`));
  return parts.length === 0
    ? t('resident.week.not_free')
    : t('resident.week.free', { parts: parts.join(t('resident.list_comma')) });
}

function Taken({
  task,
  time,
}: {
  task: { id: string; kind: string | null; placeUnitId: string | null };
  time: string | null;
}) {
  const kind = kindOf(useNeeds().value, task.kind);
  return (
    <li>
      <a className={styles.row} href={`/tasks/${task.id}`}>
        <span className={styles.grow}>
          <strong>
            {time ? `${time} ` : ''}
            {kind ? sayKind(kind) : t('notify.help')}
          </strong>
          <br />
          <UnitName id={task.placeUnitId} />
        </span>
      </a>
    </li>
  );
}
