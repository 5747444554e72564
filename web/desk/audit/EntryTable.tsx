import type { AuditEntry } from '../../../src/audit/schema.ts';
import { say, t } from '../../ui/language.ts';
import { whyText } from '../../ui/looks.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Table } from '../frame/Table.tsx';
import { useUnitName } from '../lookups.ts';

/** As many names stand in a row; the others are counted, and open at a click. */
const MOST_NAMES = 3;

interface EntryTableProps {
  entries: readonly AuditEntry[];
  /** Shows only what one person did, or what was done at one. */
  onOnly: (who: { actor?: string; person?: string }) => void;
}

/** Looks, refusals and changes of rights, newest first. */
export function EntryTable({ entries, onOnly }: EntryTableProps) {
  const now = useNow(30);
  return (
    <Table>
      <caption>{t('desk.audit.caption', { count: entries.length, last: (entries[0]?.leaf ?? 0) + 1 })}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.audit.when')}</th>
          <th scope="col">{t('desk.audit.who')}</th>
          <th scope="col">{t('desk.audit.did')}</th>
          <th scope="col">{t('desk.audit.whom')}</th>
          <th scope="col">{t('desk.audit.why')}</th>
          <th scope="col">{t('desk.unit')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.leaf}>
            <td className="figure">
              {sayDate(entry.at, new Date(now))} {sayClock(entry.at)}
            </td>
            <td>
              <Actor by={entry.by} onOnly={onOnly} />
            </td>
            <td>
              {entry.category === 'refused' ? <b className="tag danger">{t('desk.audit.refused')}</b> : null}{' '}
              {deedOf(entry)}
            </td>
            <td>
              <People of={entry.of} onOnly={onOnly} />
            </td>
            <td>{entry.why === null ? null : whyText(entry.why)}</td>
            <td>{entry.unitId ? <Unit id={entry.unitId} /> : null}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function deedOf(entry: AuditEntry): string {
  if (entry.what !== null) return t(`desk.audit.category.${entry.what}`);
  const role = entry.role === null ? '' : (say(`role.${entry.role}`) ?? entry.role);
  return say(`desk.audit.kind.${entry.kind}`, { role }) ?? entry.kind;
}

function Actor({ by, onOnly }: { by: AuditEntry['by']; onOnly: EntryTableProps['onOnly'] }) {
  if (by.kind !== 'person') return <span className="soft">{say(`desk.audit.by.${by.kind}`) ?? by.id}</span>;
  if (by.name === null) return <span className="soft">{t('desk.audit.pseudonym')}</span>;
  return (
    <button type="button" className="link" onClick={() => onOnly({ actor: by.id })}>
      {by.name}
    </button>
  );
}

function People({ of, onOnly }: { of: AuditEntry['of']; onOnly: EntryTableProps['onOnly'] }) {
  const button = ({ id, name }: AuditEntry['of'][number]) => (
    <button key={id} type="button" className="link" onClick={() => onOnly({ person: id })}>
      {name ?? t('desk.audit.erased')}
    </button>
  );
  return (
    <>
      {of.slice(0, MOST_NAMES).map(button)}
      {of.length > MOST_NAMES ? (
        <details>
          <summary className="soft">{t('desk.audit.more', { count: of.length - MOST_NAMES })}</summary>
          {of.slice(MOST_NAMES).map(button)}
        </details>
      ) : null}
    </>
  );
}

function Unit({ id }: { id: string }) {
  return <>{useUnitName(id)}</>;
}
