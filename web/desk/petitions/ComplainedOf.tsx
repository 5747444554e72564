import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { unitName, useTree } from '../lookups.ts';

/** Whom a petition complains of, as its clerks have marked. */
export function ComplainedOf({ complained }: Pick<OrderDetail, 'complained'>) {
  const tree = useTree();
  if (complained === null) return <p className="ochre">{t('desk.petition.not_marked')}</p>;
  const units = complained.unitIds.map((id) => {
    const unit = tree.byId.get(id);
    return unit ? unitName(unit) : '';
  });
  const people = complained.people.map((each) => each.name ?? t('desk.mark.nameless'));
  const names = [...units, ...people].filter((each) => each !== '').join(t('desk.list'));
  return <p>{names === '' ? t('desk.petition.marked_nobody') : t('desk.petition.marked', { names })}</p>;
}
