import { getRouteApi } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { t } from '../../ui/language.ts';
import { sayClock } from '../../ui/times.ts';
import { useKeys } from '../frame/keys.ts';
import { News } from '../frame/News.tsx';
import { Nothing, Trouble } from '../frame/said.tsx';
import { UnitTitle } from '../frame/UnitTitle.tsx';
import { OrderPanel } from '../order/OrderPanel.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { RegisterTable } from './RegisterTable.tsx';
import { clocks, type RegisterSearch } from './search.ts';
import { useRegister } from './use-register.ts';

const route = getRouteApi('/frame/register');

/**
 * The clerks' register and a department's inbox: every petition by the clock that runs for it, the nearest end first. The
 * words are those that a clerk masked; the whole is read in the panel.
 */
export function RegisterPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const clerkAt = unitsWith(me, ['petition_clerk']);
  const units = [...clerkAt, ...unitsWith(me, ['department_officer'])];
  const unit = search.unit ?? units[0] ?? '';
  const clerk = !unitsWith(me, ['department_officer']).includes(unit) || clerkAt.includes(unit);
  const clock = search.clock ?? (clerk ? 'forward' : 'notice');
  const register = useRegister({ unit, clock, ...(search.late && clock !== 'ended' ? { late: true } : {}) });
  const { rows, list, liveness } = register;
  const go = (change: Partial<Record<keyof RegisterSearch, RegisterSearch[keyof RegisterSearch]>>) => {
    const next = Object.fromEntries(
      Object.entries({ ...search, ...change }).filter(([, value]) => value !== undefined && value !== false),
    );
    navigate({ search: next as RegisterSearch, replace: true });
  };
  const open = (order: string | undefined) => go({ order });
  const step = (direction: 1 | -1) => {
    const at = rows.findIndex((row) => row.id === search.order);
    open((rows[at + direction] ?? rows[at] ?? rows[0])?.id);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    n: register.settle,
    escape: () => open(undefined),
  });
  return (
    <>
      <header className="bar">
        <UnitTitle units={units} unit={unit} onChoose={(chosen) => go({ unit: chosen, order: undefined })} />
        <nav aria-label={t('desk.register.clocks')}>
          {clocks
            .filter((each) => clerk || each !== 'forward')
            .map((each) => (
              <button
                key={each}
                type="button"
                className="tab"
                aria-current={each === clock ? 'page' : undefined}
                onClick={() => {
                  if (each === clock) register.anew();
                  go({ clock: each, order: undefined });
                }}
              >
                {t(`desk.register.${each}`)}
              </button>
            ))}
        </nav>
        <div className="end">
          {clock === 'ended' ? null : (
            <Checkbox checked={search.late === true} onChange={(event) => go({ late: event.target.checked })}>
              {t('desk.register.late')}
            </Checkbox>
          )}
        </div>
      </header>
      <main className="body">
        <div className="queue">
          <section className="list" aria-label={t('desk.register.title')}>
            <div className="above">
              <p>
                {t(`desk.register.${clock}.says`)}{' '}
                {rows.length > 0 ? t('desk.register.count', { count: countText(rows.length, list.hasNextPage) }) : null}
              </p>
              <span className={liveness.connected ? 'soft' : 'ochre'}>
                {liveness.connected ? t('desk.age.live') : t('state.as_of', { time: sayClock(liveness.since) })}
              </span>
              <News arrived={register.arrived} left={register.left.size} onSettle={register.settle} />
            </div>
            <div className="scrolls">
              {list.error && !list.data ? (
                <Trouble error={list.error} again={() => list.refetch()} />
              ) : list.isPending ? (
                <p className="page skeleton soft">{t('state.loading')}</p>
              ) : rows.length === 0 ? (
                <Nothing>{t(search.late ? 'desk.register.none_late' : 'desk.register.none')}</Nothing>
              ) : (
                <RegisterTable rows={rows} left={register.left} clerk={clerk} selected={search.order} onSelect={open} />
              )}
              {list.hasNextPage ? (
                <p style={{ padding: 12 }}>
                  <Button loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
                    {t('desk.register.more')}
                  </Button>
                </p>
              ) : null}
            </div>
          </section>
          {search.order ? (
            <OrderPanel
              key={search.order}
              id={search.order}
              onDone={(after) => register.dealtWith(after.id)}
              onOpen={open}
            />
          ) : (
            <aside className="panel" aria-label={t('desk.panel')}>
              <Nothing>{t('desk.register.choose')}</Nothing>
            </aside>
          )}
        </div>
      </main>
    </>
  );
}

function countText(count: number, hasMore: boolean): string | number {
  return hasMore ? t('desk.queue.at_least', { count }) : count;
}
