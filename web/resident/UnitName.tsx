import { languageInUse, nameIn, t } from '../ui/language.ts';
import { useUnit } from './queries.ts';

const ABOVE = new Set(['centre', 'institute']);

/** The name of a unit; `whole` says the county and street before it. */
export function UnitName({ id, whole = false }: { id: string | null; whole?: boolean }) {
  const { value: unit, refusal } = useUnit(id);
  if (!unit) return <>{refusal ? t('resident.unit_unknown') : '…'}</>;
  const above = whole ? unit.path.filter((each) => ABOVE.has(each.level) && each.id !== unit.id).reverse() : [];
  const said = [...above.map(nameIn), shortNameOf(unit)].join(' ');
  // What is made up for a demo says so; most such names do already.
  return <>{unit.invented && !/演示|demo/.test(said) ? said + t('resident.invented') : said}</>;
}

/** Chinese people call a community by its short name; the plaque's whole name is long. */
function shortNameOf(unit: { shortNameZh: string; nameZh: string; nameEn: string }): string {
  return languageInUse() === 'zh-CN' ? unit.shortNameZh : unit.nameEn;
}
