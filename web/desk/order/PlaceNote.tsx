import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { useKeys } from '../frame/keys.ts';
import { pathIn, placeText, type TreeView, unitName, useTree } from '../lookups.ts';
import type { Act } from './use-act.tsx';

/** From this probability of another place on, it is said. */
const SAID_FROM = 0.6;

interface PlaceNoteProps {
  order: OrderDetail;
  busy: boolean;
  act: Act;
}

/** The words speak of another place than the one it was asked for: T hands it to the county they speak of. */
export function PlaceNote({ order, busy, act }: PlaceNoteProps) {
  const tree = useTree();
  const elsewhere = elsewhereIn(tree, order);
  const may = order.actions.some((each) => each.name === 'hand_over' && each.allowed);
  const centre = elsewhere && may ? centreOf(tree, elsewhere.unitId) : undefined;
  const to = centre && centre.id !== order.unitId ? centre : undefined;
  const hand = () => {
    if (!to || busy) return;
    act(
      'hand_over',
      { unitId: to.id },
      { sentence: t('desk.place.done', { number: order.number, unit: unitName(to) }) },
    );
  };
  useKeys(to ? { t: hand } : {});
  if (!elsewhere) return null;
  const { unitId, probability, words } = elsewhere;
  return (
    <div style={{ marginTop: 10 }}>
      <p className="soft">
        {t('desk.place.elsewhere', {
          place: placeText(tree, unitId),
          percent: Math.round(probability * 100),
          words: words.join(t('desk.list')),
          asked: placeText(tree, order.placeUnitId),
        })}
      </p>
      {to ? (
        <Button size="small" style={{ marginTop: 6 }} disabled={busy} onClick={hand}>
          {t('desk.place.hand_over', { unit: unitName(to, 'short') })} <kbd>T</kbd>
        </Button>
      ) : null}
    </div>
  );
}

/** The likeliest unit, where it is likely, named in the words, and neither above nor below the place asked for. */
function elsewhereIn(tree: TreeView, { suggestion, placeUnitId }: OrderDetail) {
  const first = suggestion?.places[0];
  if (!first || first.words.length === 0 || first.probability < SAID_FROM) return undefined;
  const ids = (id: string) => pathIn(tree, id).map((unit) => unit.id);
  const oneLine = ids(first.unitId).includes(placeUnitId) || ids(placeUnitId).includes(first.unitId);
  return oneLine || !tree.byId.has(first.unitId) ? undefined : first;
}

function centreOf(tree: TreeView, id: string) {
  return pathIn(tree, id).find((unit) => unit.level === 'centre');
}
