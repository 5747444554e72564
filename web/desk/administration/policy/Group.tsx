import { Button } from 'antd';
import { useState } from 'react';
import { t } from '../../../ui/language.ts';
import { fieldLabel, nameOf } from './labels.ts';
import { Rows } from './Rows.tsx';
import { meant, type Shape, type Step, sortOf, type Thing } from './shape.ts';
import { Value } from './Value.tsx';

/** Said by the file that a policy came from; nobody changes them. */
const HIDDEN = new Set(['version', 'origin', 'licence']);

interface GroupProps {
  path: readonly Step[];
  shape: Shape;
  value: Thing;
  /** Fields that stand elsewhere on the page. */
  without?: readonly string[];
}

/** The fields of one thing: names in both languages side by side, then values, then what is yes or no, then groups. */
export function Group({ path, shape, value, without = [] }: GroupProps) {
  const fields = Object.entries(meant(shape).properties ?? {}).filter(
    ([name]) => !HIDDEN.has(name) && !without.includes(name),
  );
  const sorts = new Map(fields.map(([name, each]) => [name, sortOf(each)]));
  const isPair = (name: string) => /Zh$|En$/.test(name);
  const of = (wanted: (name: string) => boolean) => fields.filter(([name]) => wanted(name));
  const show = ([name, each]: [string, Shape]) => (
    <Value
      key={name}
      name={name}
      path={[...path, name]}
      shape={each}
      value={value[name]}
      optional={!meant(shape).required?.includes(name)}
    />
  );
  const nested = (name: string) => ['group', 'entries', 'rows'].includes(sorts.get(name) ?? '');
  const flags = of((name) => sorts.get(name) === 'flag');
  const wide = of((name) => sorts.get(name) === 'words');
  const plain = of((name) => !isPair(name) && !nested(name) && !['flag', 'words'].includes(sorts.get(name) ?? ''));
  return (
    <div className="form">
      <div className="row2">{of(isPair).map(show)}</div>
      {plain.length > 0 ? <div className="row3">{plain.map(show)}</div> : null}
      {wide.map(show)}
      {flags.length > 0 ? (
        <fieldset className="flags">
          <legend>{t('desk.policy.flags')}</legend>
          {flags.map(show)}
        </fieldset>
      ) : null}
      {of(nested).map(([name, each]) => (
        <Nested key={name} name={name} path={[...path, name]} shape={each} value={value[name]} />
      ))}
    </div>
  );
}

interface NestedProps {
  name: string;
  path: readonly Step[];
  shape: Shape;
  value: unknown;
}

function Nested({ name, path, shape, value }: NestedProps) {
  const of = meant(shape);
  if (sortOf(shape) === 'rows') return <Rows name={name} path={path} shape={of} rows={value as Thing[]} />;
  const inside = of.properties
    ? Object.entries(of.properties)
    : Object.keys(value as Thing).map((key) => [key, Object.values(of.patternProperties ?? {})[0] ?? {}] as const);
  const things = inside.every(([, each]) => sortOf(each) === 'group');
  if (!things)
    return (
      <section>
        <h3>{fieldLabel(name)}</h3>
        <Group path={path} shape={of} value={value as Thing} />
      </section>
    );
  return (
    <section className="form" aria-label={fieldLabel(name)}>
      <h3>{fieldLabel(name)}</h3>
      {inside.map(([key, each]) => (
        <Fold key={key} title={nameOf((value as Thing)[key]) ?? key}>
          <Group path={[...path, key]} shape={each} value={(value as Thing)[key] as Thing} />
        </Fold>
      ))}
    </section>
  );
}

/** One of several things of the same sort: its name, and its fields when it is opened. */
function Fold({ title, children }: { title: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <section className="card" aria-label={title}>
      <Button className="fold" type="text" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? '▾' : '▸'} {title}
      </Button>
      {open ? children : null}
    </section>
  );
}
