import type { PetitionRow } from '../../../src/orders/schema/petitions.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { Table } from '../frame/Table.tsx';
import { unitName, useKindName, useTree } from '../lookups.ts';
import { clockText, statusText, urgeOf } from '../queue/clock.ts';

interface RegisterTableProps {
  rows: readonly PetitionRow[];
  /** Ids of those that are no longer in this list. */
  left: ReadonlySet<string>;
  /** Whether a clerk reads it; a department does not need to be told which one it is. */
  clerk: boolean;
  selected: string | undefined;
  onSelect: (id: string) => void;
}

/** Petitions row by row: how long still, what, with whom, since when, and what happened to it on the way. */
export function RegisterTable({ rows, left, clerk, selected, onSelect }: RegisterTableProps) {
  const now = useNow(30);
  const tree = useTree();
  const kindName = useKindName();
  return (
    <Table className="register">
      <thead>
        <tr>
          <th scope="col">{t('desk.register.left')}</th>
          <th scope="col">{t('desk.register.number')}</th>
          <th scope="col">{t('desk.register.what')}</th>
          {clerk ? <th scope="col">{t('desk.register.department')}</th> : null}
          <th scope="col">{t('desk.register.since')}</th>
          <th scope="col">{t('desk.register.signs')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const department = row.departmentId ? tree.byId.get(row.departmentId) : undefined;
          return (
            <tr key={row.id} className={left.has(row.id) ? 'left' : undefined} aria-selected={row.id === selected}>
              <td>
                <span className={`clock ${urgeOf(row, now)}`}>{clockText(row, now)}</span>
                <div className="soft">{statusText({ status: row.status, confidential: true })}</div>
              </td>
              <td className="figure">
                <button type="button" className="linked" onClick={() => onSelect(row.id)}>
                  {row.number}
                </button>
              </td>
              <td className="prose">
                <b>{kindName(row.kind, row.nature)}</b>
                <div className={row.masked ? undefined : 'soft'}>{row.masked ?? t('desk.register.not_masked')}</div>
              </td>
              {clerk ? <td>{department ? unitName(department) : t(departmentless(row))}</td> : null}
              <td className="figure">{sayDate(row.submittedAt, new Date(now))}</td>
              <td>
                <Signs row={row} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function Signs({ row }: { row: PetitionRow }) {
  const signs = [
    row.objections > 0 ? (['ochre', t('desk.petition.bounced', { count: row.objections })] as const) : null,
    row.disputes > 0 ? (['danger', t('desk.petition.disputed', { count: row.disputes })] as const) : null,
    row.extensionAsked > 0 ? (['ochre', t('desk.petition.wants_days', { count: row.extensionAsked })] as const) : null,
    row.questionOpen ? (['', t('desk.petition.question_open')] as const) : null,
    row.instructionDueBy ? (['danger', t('desk.petition.instructed')] as const) : null,
    row.escalations > 0 ? (['danger', t('desk.fact.escalated', { count: row.escalations })] as const) : null,
  ].filter((each) => each !== null);
  return (
    <span className="facts">
      {signs.map(([tone, words]) => (
        <span key={words} className={`tag ${tone}`}>
          {words}
        </span>
      ))}
    </span>
  );
}

/** Of what was brought in from before it is not known which department had it. */
function departmentless({ historical }: PetitionRow) {
  return historical ? 'desk.register.unknown_department' : 'desk.register.no_department';
}
