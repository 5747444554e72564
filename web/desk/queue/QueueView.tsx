import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { OrderSummary } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useChime } from '../frame/chime.ts';
import { useKept } from '../frame/kept.ts';
import { LeftBehind, useKeys } from '../frame/keys.ts';
import { Nothing, problemText, Trouble } from '../frame/said.tsx';
import { useSame, useSteady } from '../frame/steady.ts';
import { useNeeds, useTree, useTreeAgain } from '../lookups.ts';
import { OrderPanel } from '../order/OrderPanel.tsx';
import { type Done, takeBackLast } from '../order/use-act.tsx';
import { deskRoles, mayReadFigures, unitsWith, useMe } from '../session.tsx';
import { Above } from './Above.tsx';
import { BulkBar } from './BulkBar.tsx';
import { type BulkDeed, holdBulk, takeBulkBack, useBulk, useBulkDone } from './bulk.ts';
import { isEmergency } from './clock.ts';
import { fitsQueue } from './fits.ts';
import { readLayout } from './layout.ts';
import { QueueBar } from './QueueBar.tsx';
import { QueueMap } from './QueueMap.tsx';
import { QueueTable } from './QueueTable.tsx';
import { emptyQueue, neighbour, type Queue, successor } from './queue-state.ts';
import { deskOf, filterOf, type QueueSearch } from './search.ts';
import { useQueue } from './use-queue.ts';
import { useWalked } from './use-walked.ts';
import { readViews, worthKeeping } from './views.ts';

interface QueueViewProps {
  search: QueueSearch;
  /** Units whose subtrees this person works for, each a desk; the first is shown unless the address says otherwise. */
  units: readonly string[];
  confidential: boolean;
  onSearch: (next: QueueSearch) => void;
}

/** Bar, list and panel: one queue, worked by keys or by hand. */
export function QueueView({ search, units, confidential, onSearch }: QueueViewProps) {
  // All but the order in the panel: what stands around the rows is not drawn anew while somebody walks them.
  const asked = useSame(worthKeeping(search));
  const own = useSame(units);
  const go = useSteady(onSearch);
  const tab = search.tab ?? 'waiting';
  const tree = useTree();
  const desk = deskOf(search, units, tree);
  const unit = search.unit ?? desk;
  const needs = useNeeds();
  const filter = useMemo(() => filterOf(asked, unit, confidential), [asked, unit, confidential]);
  const me = useMe();
  const fits = useCallback(
    (order: OrderSummary) =>
      fitsQueue(order, { search: asked, unit, desks: unitsWith(me, deskRoles), confidential, tree, needs }),
    [asked, unit, me, confidential, tree, needs],
  );
  // The map shows what the figures count, which departments are not given.
  const hasMap = !confidential && mayReadFigures(me);
  const shown = useRef<Queue>(emptyQueue);
  // The server also finds numbers and the ends of phones: what it has found stays, whatever is done to it.
  const belongs = useCallback(
    (order: OrderSummary) =>
      fits(order) || (search.text !== undefined && shown.current.rows.some((row) => row.id === order.id)),
    [fits, search.text],
  );
  const unread = useTreeAgain() !== undefined;
  const ready = unread || tree.root !== undefined;
  const work = useQueue(JSON.stringify([filter, tab]), { filter, belongs, ready });
  const { queue } = work;
  shown.current = queue;
  useChime(
    useMemo(() => queue.arrived.map((order) => ({ id: order.id, emergency: isEmergency(order) })), [queue.arrived]),
  );
  const [finding, setFinding] = useState(0);
  const [layout, keepLayout] = useKept('linli.desk.layout', readLayout);
  const [pointed, setPointed] = useState<string>();
  const [views, keepViews] = useKept(confidential ? 'linli.desk.views.petitions' : 'linli.desk.views', readViews);
  const { marked: order, opened, walk } = useWalked(search.order, (id) => onSearch(withOrder(search, id)));
  const select = useSteady((id: string | undefined) => {
    leavePanel();
    walk(id);
  });
  // The panel stays a moment longer than the mark: its keys would do something to an order that is no longer looked at.
  const behind = useRef(false);
  useLayoutEffect(() => {
    behind.current = order !== opened;
  }, [order, opened]);
  const step = (direction: 1 | -1) => select(neighbour(queue, order, direction));
  // An answer may come when somebody is on another page already: it does not call them back.
  const here = useRef(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  const leave = ({ id }: OrderSummary) => {
    if (order === id) select(successor(queue, id));
    work.dealtWith(id);
  };
  const isShown = (id: string) => queue.rows.some((row) => row.id === id);
  const settle = (after: OrderSummary, how: 'done' | 'undone' | 'gone') => {
    if (!here.current) return;
    if (how === 'gone') return leave(after);
    if (how === 'undone' && belongs(after)) {
      work.bringBack(after);
      return select(after.id);
    }
    if (belongs(after)) return isShown(after.id) ? work.replace(after) : work.bringBack(after);
    // What was found elsewhere and opened over this list stays open.
    if (isShown(after.id)) leave(after);
  };
  // The note that offers to take something back outlives the panel that it came from.
  const done: Done = useSteady(settle);
  const [settleList, layOut, keep] = [useSteady(work.settle), useSteady(keepLayout), useSteady(keepViews)];
  const goTo = useSteady((place: string | undefined) => onSearch(withPlace(search, place)));
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const bulk = useBulk();
  useBulkDone(done);
  const mark = (id: string) => {
    const next = new Set(marked);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  const holdMarked = (deed: BulkDeed) => {
    holdBulk(
      deed,
      queue.rows.filter((row) => marked.has(row.id) && !queue.left.has(row.id)),
    );
    setMarked(new Set());
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    arrowdown: () => step(1),
    arrowup: () => step(-1),
    n: work.settle,
    u: bulk.held ? takeBulkBack : takeBackLast,
    x: () => (order && isShown(order) ? mark(order) : undefined),
    ...(!hasMap ? {} : { g: () => keepLayout({ ...layout, map: !layout.map }) }),
    '/': () => setFinding((times) => times + 1),
    escape: () =>
      marked.size > 0
        ? setMarked(new Set())
        : order
          ? select(undefined)
          : search.text
            ? onSearch(withoutText(search))
            : document.getElementById('queue-rows')?.focus(),
  });
  const title = t(confidential ? 'desk.petitions.title' : 'desk.queue.title');
  return (
    <>
      <QueueBar
        search={asked}
        desks={own}
        desk={desk}
        unit={unit}
        confidential={confidential}
        arrived={queue.arrived.length}
        finding={finding}
        readAt={work.readAt}
        connected={work.liveness.connected}
        onSearch={go}
      />
      <main className="body">
        <div className="queue">
          <section className="list" aria-label={title}>
            <Above
              search={asked}
              queue={queue}
              desk={desk}
              confidential={confidential}
              hasMap={hasMap}
              pending={work.pending}
              hasMore={work.hasMore}
              layout={layout}
              views={views}
              onSearch={go}
              onSettle={settleList}
              onLayout={layOut}
              onViews={keep}
            />
            {layout.map && hasMap ? (
              <QueueMap
                unit={unit}
                tab={tab}
                place={search.place}
                pointed={queue.rows.find((row) => row.id === (pointed ?? opened))}
                onPlace={goTo}
              />
            ) : null}
            <BulkBar marked={marked.size} onDeed={holdMarked} onClear={() => setMarked(new Set())} />
            {work.moreError ? (
              <p className="wrong" role="alert">
                {problemText(work.moreError)}{' '}
                <button type="button" className="linked" onClick={work.more}>
                  {t('desk.again')}
                </button>
              </p>
            ) : null}
            {work.error ? (
              <Trouble error={work.error} again={work.again} />
            ) : queue.rows.length === 0 && !work.pending ? (
              <Nothing>
                {t(
                  search.text
                    ? 'desk.queue.found_nothing'
                    : confidential
                      ? 'desk.petitions.empty'
                      : `desk.queue.empty.${tab}`,
                )}
              </Nothing>
            ) : (
              <QueueTable
                key={layout.density}
                layout={layout}
                queue={queue}
                label={title}
                selected={order}
                marked={marked}
                onMark={mark}
                hasMore={work.hasMore}
                onSelect={select}
                onMore={work.more}
                onPoint={layout.map ? setPointed : undefined}
              />
            )}
          </section>
          <LeftBehind value={behind}>
            <div className="beside" aria-busy={order !== opened}>
              {opened ? (
                <OrderPanel key={opened} id={opened} onDone={done} onOpen={select} />
              ) : (
                <aside className="panel" aria-label={t('desk.panel')}>
                  <Nothing>{t('desk.panel.none')}</Nothing>
                </aside>
              )}
            </div>
          </LeftBehind>
        </div>
      </main>
    </>
  );
}

/** Whoever walks on has left the panel: Enter presses nothing there any more. */
function leavePanel(): void {
  if (!document.activeElement?.closest('.panel')) return;
  const rows = document.getElementById('queue-rows');
  if (rows) rows.focus({ preventScroll: true });
  else (document.activeElement as HTMLElement).blur();
}

function withOrder(search: QueueSearch, id: string | undefined): QueueSearch {
  const { order: _order, ...rest } = search;
  return id === undefined ? rest : { ...rest, order: id };
}

function withPlace(search: QueueSearch, place: string | undefined): QueueSearch {
  const { place: _place, order: _order, ...rest } = search;
  return place === undefined ? rest : { ...rest, place };
}

function withoutText(search: QueueSearch): QueueSearch {
  const { text: _text, ...rest } = search;
  return rest;
}
