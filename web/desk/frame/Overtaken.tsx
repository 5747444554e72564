import { Button } from 'antd';
import { t } from '../../ui/language.ts';
import type { Written } from './use-written.ts';

/** A field of something that two may change, as it is read. */
export interface ShownField<Thing, Name> {
  name: Name;
  label: string;
  text: (thing: Thing) => string;
}

interface OvertakenProps<Thing, Change extends object> {
  written: Written<Thing, Change>;
  fields: readonly ShownField<Thing, keyof Change>[];
  /** As somebody else left it. */
  newest: Thing;
  /** What is said when what they changed is in none of the fields. */
  elsewhere: string;
}

/** What somebody else changed while a form was open, and where both changed the same, both texts, of which one is taken. */
export function Overtaken<Thing, Change extends object>(props: OvertakenProps<Thing, Change>) {
  const { written, fields, newest, elsewhere } = props;
  const theirs = fields.filter(({ text }) => text(written.before) !== text(newest));
  if (theirs.length === 0) return <p className="wrong">{elsewhere}</p>;
  return (
    <section className="conflict" role="alert">
      <table>
        <caption>{t('desk.overtaken', { count: theirs.length })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('desk.conflict.facet')}</th>
            <th scope="col">{t('desk.overtaken.before')}</th>
            <th scope="col">{t('desk.overtaken.theirs')}</th>
            <th scope="col">{t('desk.overtaken.mine')}</th>
          </tr>
        </thead>
        <tbody>
          {theirs.map((field) => (
            <Row key={String(field.name)} field={field} {...{ written, newest }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface RowProps<Thing, Change extends object> {
  field: ShownField<Thing, keyof Change>;
  written: Written<Thing, Change>;
  newest: Thing;
}

function Row<Thing, Change extends object>({ field, written, newest }: RowProps<Thing, Change>) {
  const { name, label, text } = field;
  const { change, given } = written;
  const mine = text({ ...newest, ...(name in change ? change : given) });
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{text(written.before)}</td>
      <td>
        {text(newest)}{' '}
        {name in change && mine !== text(newest) ? (
          <Button
            size="small"
            aria-label={t('desk.overtaken.take_which', { field: label })}
            onClick={() => written.takeTheirs(name)}
          >
            {t('desk.overtaken.take')}
          </Button>
        ) : null}
      </td>
      <td>
        {name in change || name in given ? mine : t('desk.overtaken.not_mine')}{' '}
        {name in given && !(name in change) ? (
          <Button
            size="small"
            aria-label={t('desk.overtaken.take_mine', { field: label })}
            onClick={() => written.takeMine(name)}
          >
            {t('desk.overtaken.take')}
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
