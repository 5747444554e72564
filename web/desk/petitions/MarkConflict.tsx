import { Button } from 'antd';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { unitName, useTree } from '../lookups.ts';

/** Units and people as they are ticked; neither of both: nobody of the units here. */
export interface Marked {
  unitIds: readonly string[];
  personIds: readonly string[];
}

/** Whom a petition is marked as complaining of; null while nobody has said. */
export function markedIn({ complained }: Pick<OrderDetail, 'complained'>): Marked | null {
  return complained && { unitIds: complained.unitIds, personIds: complained.people.map((each) => each.id) };
}

/** Whether both name the same, in whatever order. */
export function sameMarks(a: Marked | null, b: Marked | null): boolean {
  const text = (marked: Marked | null) => marked && [...marked.unitIds, ...marked.personIds].sort().join();
  return text(a) === text(b);
}

interface MarkConflictProps {
  before: Marked | null;
  now: Marked | null;
  wish: Marked;
  /** A person's name as far as it is known here. */
  nameOf: (personId: string) => string | undefined;
  busy: boolean;
  /** Marks those as well whom the other one marked. */
  onBoth: () => void;
  onAgain: () => void;
  onLeave: () => void;
}

/** A colleague has marked somebody meanwhile: their marks and one's own side by side; nothing is unmarked unseen. */
export function MarkConflict({ before, now, wish, nameOf, busy, onBoth, onAgain, onLeave }: MarkConflictProps) {
  const tree = useTree();
  const sayMarks = (marked: Marked | null) => {
    if (marked === null) return t('desk.petition.not_marked');
    const units = marked.unitIds.map((id) => {
      const unit = tree.byId.get(id);
      return unit ? unitName(unit) : '';
    });
    const names = [...units, ...marked.personIds.map((id) => nameOf(id) ?? t('desk.mark.nameless'))];
    return names.length === 0 ? t('desk.mark.nobody') : names.join(t('desk.list'));
  };
  return (
    <section className="conflict" role="alert">
      <p>
        <b>{t('desk.mark.overtaken')}</b> {t('desk.conflict.nothing_done')}
      </p>
      <table>
        <tbody>
          <tr>
            <th scope="row">{t('desk.conflict.was')}</th>
            <td className="soft">{sayMarks(before)}</td>
          </tr>
          <tr>
            <th scope="row">{t('desk.conflict.is')}</th>
            <td>{sayMarks(now)}</td>
          </tr>
          <tr>
            <th scope="row">{t('desk.conflict.wished')}</th>
            <td>{sayMarks(wish)}</td>
          </tr>
        </tbody>
      </table>
      <div className="send">
        <Button onClick={onLeave}>{t('desk.conflict.leave')}</Button>
        <Button onClick={onBoth}>{t('desk.mark.both')}</Button>
        <Button onClick={onAgain} loading={busy}>
          {t('desk.mark.mine')}
        </Button>
      </div>
    </section>
  );
}
