import type { UnitChange, UnitDetail } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import type { ShownField } from '../frame/Overtaken.tsx';
import { hoursText } from './hours.ts';

const LABELS = {
  nameZh: 'desk.unit.field.nameZh',
  nameEn: 'desk.unit.field.nameEn',
  shortNameZh: 'desk.unit.field.shortNameZh',
  address: 'desk.unit.field.address',
  phone: 'desk.unit.field.phone',
  plaque: 'desk.unit.plaque',
  plaqueSince: 'desk.unit.plaque_since',
  openingHours: 'desk.unit.hours',
  longitude: 'desk.unit.field.longitude',
  latitude: 'desk.unit.field.latitude',
} as const;
type Shown = keyof typeof LABELS;
const SHOWN = Object.keys(LABELS) as Shown[];

/** What can be changed of a unit, as it is read. */
export function unitFields(): ShownField<UnitDetail, keyof UnitChange>[] {
  return SHOWN.map((name) => ({ name, label: t(LABELS[name]), text: (unit) => textOf(unit, name) }));
}

function textOf(unit: Pick<UnitDetail, Shown>, field: Shown): string {
  const value = unit[field];
  if (value === null) return t('desk.none');
  if (field === 'plaque') return t(`desk.plaque.${unit.plaque}`);
  if (field === 'openingHours') return hoursText(unit.openingHours ?? []);
  return String(value);
}
