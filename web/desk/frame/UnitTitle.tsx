import { Select } from 'antd';
import { t } from '../../ui/language.ts';
import { unitName, useTree, useUnitName } from '../lookups.ts';

interface UnitTitleProps {
  unit: string;
  /** Where one may work; with one there is nothing to choose. */
  units: readonly string[];
  onChoose: (unit: string) => void;
}

/** The heading of a page: the unit whose work it shows, to be changed by who works at several. */
export function UnitTitle({ unit, units, onChoose }: UnitTitleProps) {
  const tree = useTree();
  const name = useUnitName(unit);
  if (units.length < 2) return <h1>{name}</h1>;
  return (
    <h1>
      <Select
        variant="borderless"
        popupMatchSelectWidth={false}
        aria-label={t('desk.unit.choose')}
        value={unit}
        onChange={onChoose}
        options={units.map((id) => {
          const known = tree.byId.get(id);
          return { value: id, label: known ? unitName(known) : id };
        })}
      />
    </h1>
  );
}
