import { nameIn, t } from '../ui/language.ts';
import { useUnit } from './queries.ts';

const ABOVE = new Set(['centre', 'institute']);

/** The name of a unit; `whole` says the county and street before it. */
export function UnitName({ id, whole = false }: { id: string | null; whole?: boolean }) {
  const { value: unit, refusal } = useUnit(id);
  if (!unit) return <>{refusal ? t('resident.unit_unknown') : '…'}</>;
  const above = whole ? unit.path.filter((each) => ABOVE.has(each.level) && each.id !== unit.id).reverse() : [];
  return (
    <>
      {[...above.map(nameIn), nameIn(unit)].join(' ')}
      {unit.invented ? t('resident.invented') : ''}
    </>
  );
}
