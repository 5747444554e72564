import { Select } from 'antd';
import { useMemo } from 'react';
import type { TreeUnit } from '../../../src/organisation/schema.ts';
import { type Language, t, useLanguage } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { pathIn, type TreeView, unitName, useTree } from '../lookups.ts';

interface UnitSelectProps {
  value: string | undefined;
  onChange: (id: string | undefined) => void;
  /** Only units of these subtrees. */
  within?: readonly string[] | undefined;
  levels?: readonly TreeUnit['level'][];
  /** One must be chosen: there is nothing to clear, and no stop for the Tab key on the way. */
  needed?: boolean;
  id?: string;
  /** What the empty field says, where no label stands above it. */
  placeholder?: string;
  'aria-invalid'?: boolean;
  /** The id of the sentence that says what is wrong. */
  'aria-describedby'?: string;
}

/** Chooses a unit by typing any part of its name or of those above it. */
export function UnitSelect({ value, onChange, within, levels, needed = false, ...field }: UnitSelectProps) {
  const tree = useTree();
  const language = useLanguage();
  const options = useMemo(
    () =>
      choicesOf(tree, language)
        .filter(({ unit, path }) => {
          if (levels && !levels.includes(unit.level)) return false;
          return !within || path.some((above) => within.includes(above.id));
        })
        .map(({ unit, label }) => ({ value: unit.id, label })),
    [tree, language, within, levels],
  );
  return (
    <Select
      placeholder={t('desk.unit.find')}
      {...field}
      allowClear={!needed}
      showSearch={{ optionFilterProp: 'label' }}
      virtual
      style={{ width: '100%' }}
      value={value ?? null}
      onChange={(chosen: string | null) => onChange(chosen ?? undefined)}
      options={options}
    />
  );
}

interface Choice {
  unit: TreeUnit;
  path: readonly TreeUnit[];
  label: string;
}

const choices = new WeakMap<TreeView, { language: Language; of: readonly Choice[] }>();

/** Every unit of a tree by its whole name: said once, however many fields choose among them. */
function choicesOf(tree: TreeView, language: Language): readonly Choice[] {
  const known = choices.get(tree);
  if (known?.language === language) return known.of;
  const of = tree.units.map((unit) => choiceOf(tree, unit));
  choices.set(tree, { language, of });
  return of;
}

function choiceOf(tree: TreeView, unit: TreeUnit): Choice {
  const path = pathIn(tree, unit.id);
  const label = [...path]
    .reverse()
    .slice(path.length > 1 ? 1 : 0)
    .map((above) => unitName(above))
    .concat(unit.closes ? t('desk.unit.closes', { day: sayDate(unit.closes, new Date()) }) : [])
    .join(' · ');
  return { unit, path, label };
}
