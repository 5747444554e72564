import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { t } from '../../ui/language.ts';
import { useLive } from '../../ui/live.ts';
import { listPetitions } from '../calls.ts';
import { useKeys } from '../frame/keys.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { UnitTitle } from '../frame/UnitTitle.tsx';
import { OrderPanel } from '../order/OrderPanel.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { RegisterTable } from './RegisterTable.tsx';
import { clocks, type RegisterSearch } from './search.ts';

const route = getRouteApi('/frame/register');

/**
 * The clerks' register and a department's inbox: every petition by the clock that runs for it, the nearest end first. The
 * words are those that a clerk masked; the whole is read in the panel.
 */
export function RegisterPage() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const client = useQueryClient();
  const clerkAt = unitsWith(me, ['petition_clerk']);
  const units = [...clerkAt, ...unitsWith(me, ['department_officer'])];
  const unit = search.unit ?? units[0] ?? '';
  const clerk = !unitsWith(me, ['department_officer']).includes(unit) || clerkAt.includes(unit);
  const clock = search.clock ?? (clerk ? 'forward' : 'notice');
  const list = useInfiniteQuery({
    queryKey: ['petitions', unit, clock, search.late === true],
    queryFn: ({ pageParam }) =>
      listPetitions({
        unit,
        clock,
        limit: 50,
        ...(search.late && clock !== 'ended' ? { late: true } : {}),
        ...(pageParam ? { cursor: pageParam } : {}),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: unit !== '',
  });
  useLive(true, (name, event) => {
    if (name !== 'order' && name !== 'opened' && name !== 'reconnected') return;
    client.invalidateQueries({ queryKey: ['petitions'] });
    client.invalidateQueries({ queryKey: event?.orderId ? ['order', event.orderId] : ['order'] });
  });
  const rows = list.data?.pages.flatMap((page) => page.items) ?? [];
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
    escape: () => open(undefined),
  });
  return (
    <>
      <header className="bar">
        <UnitTitle units={units} unit={unit} onChoose={(chosen) => go({ unit: chosen, order: undefined })} />
        <nav aria-label={t('desk.register.clocks')} style={{ display: 'flex', gap: 4 }}>
          {clocks
            .filter((each) => clerk || each !== 'forward')
            .map((each) => (
              <button
                key={each}
                type="button"
                className="tab"
                aria-current={each === clock ? 'page' : undefined}
                onClick={() => go({ clock: each, order: undefined })}
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
              <p>{t(`desk.register.${clock}.says`)}</p>
            </div>
            <div style={{ overflow: 'auto' }}>
              {list.error ? (
                <Trouble error={list.error} again={() => list.refetch()} />
              ) : rows.length === 0 && !list.isPending ? (
                <Nothing>{t(search.late ? 'desk.register.none_late' : 'desk.register.none')}</Nothing>
              ) : (
                <RegisterTable rows={rows} clerk={clerk} selected={search.order} onSelect={open} />
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
              onDone={() => client.invalidateQueries({ queryKey: ['petitions'] })}
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
