import { Select } from 'antd';
import { useMemo } from 'react';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { pathIn, unitName, useTree } from '../lookups.ts';

interface UnitSelectProps {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Only units of these subtrees. */
  within?: readonly string[] | undefined;
  levels?: readonly TreeUnit['level'][];
  /** One must be chosen: there is nothing to clear, and no stop for the Tab key on the way. */
  needed?: boolean;
  id?: string;
}

/** Chooses a unit by typing any part of its name or of those above it. */
export function UnitSelect({ value, onChange, within, levels, needed = false, id }: UnitSelectProps) {
  const tree = useTree();
  const options = useMemo(
    () =>
      tree.units
        .filter((unit) => !levels || levels.includes(unit.level))
        .map((unit) => ({ unit, path: pathIn(tree, unit.id) }))
        .filter(({ path }) => !within || path.some((above) => within.includes(above.id)))
        .map(({ unit, path }) => ({
          value: unit.id,
          label: [...path]
            .reverse()
            .slice(path.length > 1 ? 1 : 0)
            .map((above) => unitName(above))
            .concat(unit.closes ? t('desk.unit.closes', { day: sayDate(unit.closes, new Date()) }) : [])
            .join(' · '),
        })),
    [tree, within, levels],
  );
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear={!needed}
      showSearch={{ optionFilterProp: 'label' }}
      virtual
      style={{ width: '100%' }}
      value={value ?? null}
      placeholder={t('desk.unit.find')}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={options}
    />
  );
}
