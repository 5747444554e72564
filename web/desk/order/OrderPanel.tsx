import { useQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { memo, useDeferredValue, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { readCandidates, readOrder } from '../calls.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { PetitionDeeds } from '../petitions/PetitionDeeds.tsx';
import { PetitionFacts } from '../petitions/PetitionFacts.tsx';
import { Absences } from './Absences.tsx';
import { Candidates } from './Candidates.tsx';
import { ConflictNote } from './ConflictNote.tsx';
import { Deeds } from './Deeds.tsx';
import { Emergency } from './Emergency.tsx';
import { History } from './History.tsx';
import { Near } from './Near.tsx';
import { Present } from './Present.tsx';
import { Summary } from './Summary.tsx';
import { Triage } from './Triage.tsx';
import { type Done, useAct } from './use-act.tsx';
import { Waves } from './Waves.tsx';
import { WhoHasIt } from './WhoHasIt.tsx';

interface OrderPanelProps {
  id: string;
  /** After this person has done something to it, or taken it back. */
  onDone: Done;
  /** Shows another order. */
  onOpen: (id: string) => void;
}

/** One order: what is it, who could, why the first, send; then what else can be done, and how it came here. Walking past it leaves it as it is. */
export const OrderPanel = memo(function OrderPanel({ id, onDone, onOpen }: OrderPanelProps) {
  const {
    data: order,
    error,
    isPending,
    refetch,
  } = useQuery({ queryKey: ['order', id], queryFn: () => readOrder(id) });
  // What has come is drawn piece by piece: a key that is pressed meanwhile is answered first.
  const ready = useDeferredValue(order !== undefined, false);
  if (isPending || (order && !ready)) return <PanelOnItsWay />;
  const isGone = error !== null && asRefusal(error).status === 404;
  // What could not be read anew for a moment stays as it was, and with it what somebody is writing.
  if (!order || isGone)
    return (
      <aside className="panel" aria-label={t('desk.panel')}>
        {isGone ? <Nothing>{t('desk.panel.gone')}</Nothing> : <Trouble error={error} again={() => refetch()} />}
      </aside>
    );
  return <Shown order={order} onDone={onDone} onOpen={onOpen} />;
});

/** The panel's place while its order is on the way. */
function PanelOnItsWay() {
  return (
    <aside className="panel" aria-label={t('desk.panel')} aria-busy="true">
      <Spin className="skeleton" />
    </aside>
  );
}

function Shown({ order, onDone, onOpen }: { order: OrderDetail; onDone: Done; onOpen: (id: string) => void }) {
  const work = useAct(order, onDone);
  const may = (name: OrderDetail['actions'][number]['name']) =>
    order.actions.some((each) => each.name === name && each.allowed);
  const { data: ranking, error } = useQuery({
    queryKey: ['candidates', order.id, order.kind],
    queryFn: () => readCandidates(order.id),
    enabled: may('dispatch'),
    staleTime: 15_000,
  });
  const [chosen, setChosen] = useState<string>();
  return (
    <aside className="panel" aria-label={t('desk.panel')} id="order-panel">
      {work.conflict ? <ConflictNote {...work.conflict} onAgain={work.conflict.again} onLeave={work.dismiss} /> : null}
      <Present orderId={order.id} />
      <Summary order={order} />
      <PetitionFacts order={order} />
      {order.confidential ? <PetitionDeeds order={order} act={work.act} onDone={onDone} /> : null}
      {order.status === 'redirected' || order.callFirst ? (
        <Emergency order={order} allowed={may('confirm_safe')} act={work.act} />
      ) : null}
      {order.confidential && !may('triage') ? null : (
        <Triage order={order} allowed={may('triage')} act={work.act} busy={work.busy === 'triage'} />
      )}
      {may('merge') ? <Near order={order} act={work.act} onOpen={onOpen} busy={work.busy === 'merge'} /> : null}
      {may('dispatch') ? (
        <Candidates
          order={order}
          ranking={ranking}
          error={error}
          chosen={chosen}
          onChoose={setChosen}
          act={work.act}
          busy={work.busy === 'dispatch'}
        />
      ) : null}
      {order.confidential ? null : <Waves order={order} may={may('widen')} onDone={onDone} />}
      <WhoHasIt order={order} />
      <Absences order={order} />
      <Deeds order={order} act={work.act} onDone={onDone} onOpen={onOpen} />
      <History order={order} />
    </aside>
  );
}
