import { Button } from 'antd';
import type { UnitChange, UnitDetail } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import { hoursText } from './hours.ts';

type Field = keyof UnitChange;

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
const FIELDS = Object.keys(LABELS) as Shown[];

interface OvertakenProps {
  /** As it was when the form was opened. */
  before: UnitDetail;
  /** As somebody else left it. */
  newest: UnitDetail;
  /** What is written here. */
  change: UnitChange;
  /** Leaves a field as the other wrote it. */
  onTake: (field: Field) => void;
}

/** What somebody else changed while this form was open, and where both changed the same, both texts. */
export function Overtaken({ before, newest, change, onTake }: OvertakenProps) {
  const theirs = FIELDS.filter((field) => textOf(before, field) !== textOf(newest, field));
  if (theirs.length === 0) return <p className="wrong">{t('desk.unit.overtaken.elsewhere')}</p>;
  const mine = { ...newest, ...change };
  return (
    <section className="conflict" role="alert">
      <table>
        <caption>{t('desk.unit.overtaken', { count: theirs.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.conflict.facet')}</th>
            <th scope="col">{t('desk.unit.overtaken.before')}</th>
            <th scope="col">{t('desk.unit.overtaken.theirs')}</th>
            <th scope="col">{t('desk.unit.overtaken.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {theirs.map((field) => (
            <tr key={field}>
              <th scope="row">{t(LABELS[field])}</th>
              <td>{textOf(before, field)}</td>
              <td>
                {textOf(newest, field)}{' '}
                {field in change && textOf(mine, field) !== textOf(newest, field) ? (
                  <Button
                    size="small"
                    aria-label={t('desk.unit.overtaken.take_which', { field: t(LABELS[field]) })}
                    onClick={() => onTake(field)}
                  >
                    {t('desk.unit.overtaken.take')}
                  </Button>
                ) : null}
              </td>
              <td>{field in change ? textOf(mine, field) : t('desk.unit.overtaken.not_mine')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function textOf(unit: Pick<UnitDetail, Shown>, field: Shown): string {
  const value = unit[field];
  if (value === null) return t('desk.none');
  if (field === 'plaque') return t(`desk.plaque.${unit.plaque}`);
  if (field === 'openingHours') return hoursText(unit.openingHours ?? []);
  return String(value);
}
