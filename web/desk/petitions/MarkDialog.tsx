import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { ownerBeside } from '../../../src/orders/rules/conflict.ts';
import type { OrderDetail, UnitMember } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { markComplained, readOrder, readUnitMembers } from '../calls.ts';
import { FormEnd } from '../frame/FormEnd.tsx';
import { Trouble } from '../frame/said.tsx';
import { pathIn, useTree, useUnitName } from '../lookups.ts';
import { useWriting } from '../order/presence.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { Done } from '../order/use-act.tsx';
import { MarkConflict, type Marked, markedIn, sameMarks } from './MarkConflict.tsx';

interface MarkDialogProps {
  order: OrderDetail;
  onDone: Done;
  onClose: () => void;
}

/**
 * Says whom a petition complains of, units and people, or that it is nobody of the units here. Before that it goes to no
 * department; from then on it is not there for those named, nor for theirs.
 */
export function MarkDialog({ order, onDone, onClose }: MarkDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  // As it stood when this person began: whom others mark meanwhile is shown to them before anything is saved.
  const [seen, setSeen] = useState(order);
  const [before, now] = [markedIn(seen), markedIn(order)];
  const [somebody, setSomebody] = useState(before && before.unitIds.length + before.personIds.length > 0);
  const [shown, setShown] = useState<readonly string[]>(before?.unitIds ?? []);
  const [marked, setMarked] = useState<Marked>(before ?? NOBODY);
  useWriting(order.id);
  const named = marked.unitIds.length + marked.personIds.length > 0;
  const ready = somebody === false || (somebody === true && named);
  const wish = somebody ? marked : NOBODY;
  const save = useMutation({
    mutationFn: () => markOnTop(client, order, wish),
    onSuccess: () => {
      message.success(t('desk.mark.done', { number: order.number }));
      client.invalidateQueries({ queryKey: ['order', order.id] });
      onDone(order, 'done');
      onClose();
    },
  });
  const overtaken = !save.isPending && !save.isSuccess && !sameMarks(before, now);
  const nameOf = (personId: string) =>
    [...(seen.complained?.people ?? []), ...(order.complained?.people ?? []), ...membersRead(client, order.id)].find(
      (each) => each.id === personId,
    )?.name ?? undefined;
  const takeBoth = () => {
    const unitIds = [...new Set([...marked.unitIds, ...(now?.unitIds ?? [])])];
    setMarked({ unitIds, personIds: [...new Set([...marked.personIds, ...(now?.personIds ?? [])])] });
    setShown([...new Set([...shown, ...unitIds])]);
    setSomebody(true);
    setSeen(order);
  };
  return (
    <Modal open title={t('desk.mark')} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !overtaken && !save.isPending) save.mutate();
        }}
      >
        {overtaken ? (
          <MarkConflict
            {...{ before, now, wish, nameOf }}
            busy={save.isPending}
            onBoth={takeBoth}
            onAgain={() => save.mutate()}
            onLeave={onClose}
          />
        ) : null}
        <p className="soft">{t('desk.mark.says')}</p>
        <Radio.Group
          aria-label={t('desk.mark')}
          value={somebody}
          onChange={(event) => setSomebody(event.target.value as boolean)}
          options={[
            { value: true, label: t('desk.mark.somebody') },
            { value: false, label: t('desk.mark.nobody') },
          ]}
        />
        {somebody ? (
          <Units
            order={order}
            shown={shown}
            marked={marked}
            onShow={(unitId) => {
              setShown([...new Set([...shown, unitId])]);
              setMarked({ ...marked, unitIds: [...new Set([...marked.unitIds, unitId])] });
            }}
            onMark={setMarked}
          />
        ) : null}
        {somebody && named ? <Consequence order={order} marked={marked} /> : null}
        {overtaken ? null : (
          <FormEnd error={save.error} send={t('desk.mark.do')} ready={ready} busy={save.isPending} onCancel={onClose} />
        )}
      </form>
    </Modal>
  );
}

const NOBODY: Marked = { unitIds: [], personIds: [] };

/** Saves the marks over those that the page shows; what changed meanwhile but not the marks is no reason to refuse. */
async function markOnTop(client: QueryClient, order: OrderDetail, { unitIds, personIds }: Marked): Promise<void> {
  const input = { unitIds: [...unitIds], personIds: [...personIds] };
  try {
    await markComplained(order.id, input, order.version);
  } catch (error) {
    if (asRefusal(error).status !== 412) throw error;
    const now = await client.fetchQuery({
      queryKey: ['order', order.id],
      queryFn: () => readOrder(order.id),
      staleTime: 0,
    });
    if (!sameMarks(markedIn(order), markedIn(now))) throw error;
    await markComplained(order.id, input, now.version);
  }
}

/** Everybody whom the dialog has read so far, of whatever unit. */
function membersRead(client: QueryClient, orderId: string): UnitMember[] {
  return client
    .getQueriesData<{ items: UnitMember[] }>({ queryKey: ['unit-members', orderId] })
    .flatMap(([, page]) => page?.items ?? []);
}

interface UnitsProps {
  order: OrderDetail;
  shown: readonly string[];
  marked: Marked;
  onShow: (unitId: string) => void;
  onMark: (marked: Marked) => void;
}

function Units({ order, shown, marked, onShow, onMark }: UnitsProps) {
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={id}>{t('desk.mark.unit')}</label>
        <UnitSelect id={id} needed value={undefined} onChange={(unitId) => unitId && onShow(unitId)} />
      </div>
      {shown.map((unitId) => (
        <OneUnit key={unitId} order={order} unitId={unitId} marked={marked} onMark={onMark} />
      ))}
    </>
  );
}

function OneUnit({
  order,
  unitId,
  marked,
  onMark,
}: Pick<UnitsProps, 'order' | 'marked' | 'onMark'> & { unitId: string }) {
  const name = useUnitName(unitId);
  const { data, error, refetch } = useQuery({
    queryKey: ['unit-members', order.id, unitId],
    queryFn: () => readUnitMembers(order.id, unitId),
    gcTime: 0,
  });
  const toggle = (list: readonly string[], id: string, on: boolean) =>
    on ? [...new Set([...list, id])] : list.filter((each) => each !== id);
  return (
    <fieldset className="card">
      <legend>{name}</legend>
      <Checkbox
        checked={marked.unitIds.includes(unitId)}
        onChange={(event) => onMark({ ...marked, unitIds: toggle(marked.unitIds, unitId, event.target.checked) })}
      >
        {t('desk.mark.whole_unit')}
      </Checkbox>
      {error ? <Trouble error={error} again={() => refetch()} /> : null}
      {data?.items.map((person) => (
        <Checkbox
          key={person.id}
          checked={marked.personIds.includes(person.id)}
          onChange={(event) =>
            onMark({ ...marked, personIds: toggle(marked.personIds, person.id, event.target.checked) })
          }
        >
          {person.name ?? t('desk.mark.nameless')}
        </Checkbox>
      ))}
    </fieldset>
  );
}

/** Who will not know of it any more; and who gets it, when those who have it are complained of themselves. */
function Consequence({ order, marked }: { order: OrderDetail; marked: Marked }) {
  const tree = useTree();
  const path = pathIn(tree, order.unitId).map((each) => each.id);
  const beside = useUnitName(ownerBeside(marked.unitIds, path));
  return (
    <p className="hint" role="status">
      {t('desk.mark.hides')} {beside === '' ? '' : t('desk.mark.goes_to', { unit: beside })}
    </p>
  );
}
