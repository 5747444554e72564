import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Checkbox, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { ownerBeside } from '../../../src/orders/rules/conflict.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { markComplained, readUnitMembers } from '../calls.ts';
import { FormEnd } from '../frame/FormEnd.tsx';
import { Trouble } from '../frame/said.tsx';
import { pathIn, useTree, useUnitName } from '../lookups.ts';
import { useWriting } from '../order/presence.ts';
import { UnitSelect } from '../order/UnitSelect.tsx';
import type { Done } from '../order/use-act.tsx';

interface MarkDialogProps {
  order: OrderDetail;
  onDone: Done;
  onClose: () => void;
}

/** Units and people as they are ticked; neither of both: nobody of the units here. */
interface Marked {
  unitIds: readonly string[];
  personIds: readonly string[];
}

/**
 * Says whom a petition complains of, units and people, or that it is nobody of the units here. Before that it goes to no
 * department; from then on it is not there for those named, nor for theirs.
 */
export function MarkDialog({ order, onDone, onClose }: MarkDialogProps) {
  const client = useQueryClient();
  const { message } = App.useApp();
  const before = order.complained;
  const [somebody, setSomebody] = useState(before && (before.unitIds.length > 0 || before.people.length > 0));
  const [shown, setShown] = useState<readonly string[]>(before?.unitIds ?? []);
  const [marked, setMarked] = useState<Marked>({
    unitIds: before?.unitIds ?? [],
    personIds: before?.people.map((each) => each.id) ?? [],
  });
  useWriting(order.id);
  const named = marked.unitIds.length + marked.personIds.length > 0;
  const ready = somebody === false || (somebody === true && named);
  const save = useMutation({
    mutationFn: () => markComplained(order.id, somebody ? copyOf(marked) : copyOf({ unitIds: [], personIds: [] })),
    onSuccess: () => {
      message.success(t('desk.mark.done', { number: order.number }));
      client.invalidateQueries({ queryKey: ['order', order.id] });
      onDone(order, 'done');
      onClose();
    },
  });
  return (
    <Modal open title={t('desk.mark')} onCancel={onClose} footer={null} width={640} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !save.isPending) save.mutate();
        }}
      >
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
        <FormEnd error={save.error} send={t('desk.mark.do')} ready={ready} busy={save.isPending} onCancel={onClose} />
      </form>
    </Modal>
  );
}

const copyOf = ({ unitIds, personIds }: Marked) => ({ unitIds: [...unitIds], personIds: [...personIds] });

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
