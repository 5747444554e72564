import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { useMemo, useState } from 'react';
import type { BatchView, Proposal } from '../../../src/dispatch/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDistance } from '../../ui/times.ts';
import { confirmBatch, readBatch, readProposals, solveBatch } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { Nothing, problemText, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { pathIn, placeText, type TreeView, useKindName, useTree, useUnitName } from '../lookups.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import { unitsWith, useMe } from '../session.tsx';
import { BatchSetting } from './BatchSetting.tsx';

const route = getRouteApi('/frame/batches');

const CENTRES = ['centre'] as const;
/** So many proposals are read at once. */
const AT_ONCE = 50;

/** The waiting orders of a centre solved together: what is proposed, what it gains, and who sends it. */
export function BatchesPage() {
  const me = useMe();
  const tree = useTree();
  const held = useMemo(() => unitsWith(me, ['dispatcher', 'administrator']), [me]);
  const own = held.find((id) => tree.byId.get(id)?.level === 'centre');
  const { unit = own } = route.useSearch();
  const navigate = route.useNavigate();
  const name = useUnitName(unit);
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['batch', unit],
    queryFn: () => readBatch(unit ?? ''),
    enabled: unit !== undefined,
    refetchInterval: 30_000,
  });
  const solve = useMutation({
    mutationFn: () => solveBatch(unit ?? ''),
    onSuccess: (view) => client.setQueryData(['batch', unit], view),
  });
  const mayDispatch = unit !== undefined && reaches(tree, unitsWith(me, ['dispatcher']), unit);
  const maySet = unit !== undefined && reaches(tree, unitsWith(me, ['administrator']), unit);
  return (
    <>
      <header className="bar">
        <h1>{name ? t('desk.batches.title', { unit: name }) : t('desk.rail.batches')}</h1>
      </header>
      <main className="body">
        <div className="page wide">
          <p className="soft">{t('desk.batches.how')}</p>
          {own === undefined || held.length > 1 ? (
            <div className="field">
              <label htmlFor="batch-unit">{t('desk.batches.unit')}</label>
              <UnitSelect
                id="batch-unit"
                value={unit}
                onChange={(chosen) => navigate({ search: chosen ? { unit: chosen } : {} })}
                levels={CENTRES}
                within={held}
                needed
              />
            </div>
          ) : null}
          {mayDispatch ? (
            <div className="deeds">
              <Button
                type={data?.batch ? 'default' : 'primary'}
                loading={solve.isPending}
                onClick={() => solve.mutate()}
              >
                {t('desk.batches.solve')}
              </Button>
            </div>
          ) : null}
          {solve.error ? (
            <p className="wrong" role="alert">
              {problemText(solve.error)}
            </p>
          ) : null}
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {data?.batch && data.batch.orders > 0 ? <Figures batch={data.batch} /> : null}
          {data && mayDispatch ? <Proposed batch={data.batch} again={() => refetch()} /> : null}
          {data && maySet ? <BatchSetting key={data.unitId} view={data} again={() => refetch()} /> : null}
        </div>
      </main>
    </>
  );
}

function reaches(tree: TreeView, units: readonly string[], unitId: string): boolean {
  return pathIn(tree, unitId).some((above) => units.includes(above.id));
}

/** Together beside one by one: where somebody can be found for more, and how even and how far it is. */
function Figures({ batch }: { batch: Batch }) {
  const { together, oneByOne, orders, madeAt } = batch;
  const rows = [
    [t('desk.batches.unmet'), String(together.unmet), String(oneByOne.unmet)],
    [t('desk.batches.distance'), distanceText(together.meanMetres), distanceText(oneByOne.meanMetres)],
    [t('desk.replay.gini'), together.gini.toFixed(3), oneByOne.gini.toFixed(3)],
  ];
  return (
    <Table>
      <caption>{t('desk.batches.caption', { count: orders, time: sayClock(madeAt) })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.replay.figure')}</th>
          <th scope="col">{t('desk.batches.together')}</th>
          <th scope="col">{t('desk.batches.one_by_one')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([figure, ours, theirs]) => (
          <tr key={figure}>
            <th scope="row">{figure}</th>
            <td className="figure">{ours}</td>
            <td className="figure">{theirs}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

type Batch = NonNullable<BatchView['batch']>;

/** What is proposed, or in a sentence why nothing is. */
function Proposed({ batch, again }: { batch: Batch | null; again: () => void }) {
  if (!batch) return <Nothing>{t('desk.batches.none')}</Nothing>;
  if (batch.orders === 0) return <Nothing>{t('desk.batches.nothing_waits', { time: sayClock(batch.madeAt) })}</Nothing>;
  if (batch.proposed === 0) return <Nothing>{t('desk.batches.nobody', { count: batch.orders })}</Nothing>;
  return <Proposals key={batch.id} batch={batch} again={again} />;
}

/** Every proposal keeps its place while they are sent one by one: those that were open when they were shown first stand first. */
function Proposals({ batch, again }: { batch: Batch; again: () => void }) {
  const { message } = App.useApp();
  const ask = useAsk();
  const tree = useTree();
  const kindName = useKindName();
  const [settledBefore] = useState(batch.readAt);
  const list = useInfiniteQuery({
    queryKey: ['proposals', batch.id, settledBefore],
    queryFn: ({ pageParam }) =>
      readProposals(batch.id, { settledBefore, limit: AT_ONCE, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: 30_000,
    gcTime: 0,
  });
  const readAgain = () => {
    again();
    list.refetch();
  };
  const confirm = useMutation({
    mutationFn: (orderIds: string[] | 'all') => confirmBatch(batch.id, orderIds),
    onSuccess: ({ sent, refused }) => {
      if (refused === 0) message.success(t('desk.batches.sent', { count: sent }));
      else message.warning(t('desk.batches.sent_some', { count: sent, refused }));
      readAgain();
    },
    onError: (error) => {
      message.error(problemText(error));
      readAgain();
    },
  });
  if (list.error && !list.data) return <Trouble error={list.error} again={() => list.refetch()} />;
  if (!list.data) return <p className="skeleton soft">{t('state.loading')}</p>;
  const shown = list.data.pages.flatMap((page) => page.items);
  const sending = confirm.isPending ? confirm.variables : [];
  return (
    <>
      <Table>
        <caption>{t('desk.batches.proposals', { count: batch.open })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.batches.order')}</th>
            <th scope="col">{t('desk.batches.to')}</th>
            <th scope="col">
              <span className="heard">{t('desk.members.deeds')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ order, to }) => (
            <tr key={order.id}>
              <th scope="row">
                <Link to="/queue" search={{ order: order.id }}>
                  {order.number} {kindName(order.kind)}
                </Link>
                <br />
                <span className="soft">
                  {placeText(tree, order.placeUnitId)} {order.text}
                </span>
              </th>
              <td>
                {to.map((each) => (
                  <div key={each.personId ?? each.teamId}>
                    {each.name}
                    {each.distanceMetres === null ? '' : ` · ${sayDistance(each.distanceMetres)}`}
                    {each.asOneByOne ? '' : ` · ${t('desk.batches.other')}`}
                  </div>
                ))}
              </td>
              <td>
                {isOpen(to) ? (
                  <Button
                    loading={sending.includes(order.id)}
                    disabled={confirm.isPending}
                    aria-label={t('desk.batches.confirm_one', { number: order.number })}
                    onClick={() => confirm.mutate([order.id])}
                  >
                    {t('desk.batches.confirm')}
                  </Button>
                ) : (
                  t(`desk.batches.status.${to[0]?.status ?? 'overtaken'}`)
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      {list.hasNextPage ? (
        <div className="deeds">
          <Button loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {t('desk.batches.more', { count: Math.max(1, batch.proposed - shown.length) })}
          </Button>
        </div>
      ) : null}
      {batch.open > 1 ? (
        <div className="send">
          <Button
            type="primary"
            size="large"
            loading={confirm.isPending}
            onClick={() =>
              ask({
                title: t('desk.batches.sure', { count: batch.open }),
                says: t('desk.batches.sure_what'),
                okText: t('desk.batches.confirm_all', { count: batch.open }),
                onOk: () => confirm.mutate('all'),
              })
            }
          >
            {t('desk.batches.confirm_all', { count: batch.open })}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function isOpen(to: Proposal['to']): boolean {
  return to.some((each) => each.status === 'open');
}

function distanceText(metres: number | null): string {
  return metres === null ? t('desk.replay.unknown') : sayDistance(metres);
}
