import { languageInUse, t } from '../ui/language.ts';
import { placeName } from './communities.ts';
import { useUnit } from './queries.ts';

const ABOVE = new Set(['centre', 'institute']);

/** The name of a unit; `whole` says the county and street too, in the order in which people write an address. */
export function UnitName({ id, whole = false }: { id: string | null; whole?: boolean }) {
  const { value: unit, refusal } = useUnit(id);
  if (!unit) return <>{refusal ? t('resident.unit_unknown') : '…'}</>;
  const above = whole ? unit.path.filter((each) => ABOVE.has(each.level) && each.id !== unit.id) : [];
  const names = [unit, ...above].map(placeName);
  const said = languageInUse() === 'zh-CN' ? names.reverse().join(' ') : names.join(', ');
  // What is made up for a demo says so; most such names do already.
  return <>{unit.invented && !/演示|demo/.test(said) ? said + t('resident.invented') : said}</>;
}
