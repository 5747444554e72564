import { Button } from 'antd';
import { t } from '../../../ui/language.ts';
import { Table } from '../../frame/Table.tsx';
import { useEditing } from './editing.ts';
import { fieldLabel, nameOf } from './labels.ts';
import { RowEnd } from './RowEnd.tsx';
import { blankOf, type Shape, type Step, type Thing } from './shape.ts';
import { Value } from './Value.tsx';

interface RowsProps {
  name: string;
  path: readonly Step[];
  shape: Shape;
  rows: readonly Thing[];
}

/** A list of a policy as a table: a row a thing, a column a field, both languages side by side. */
export function Rows({ name, path, shape, rows }: RowsProps) {
  const { set } = useEditing();
  const columns = Object.entries(shape.items?.properties ?? {});
  // Names first: codes are for programs.
  const ordered = [...columns.filter(([each]) => each !== 'id'), ...columns.filter(([each]) => each === 'id')];
  return (
    <section className="form">
      <Table className="editable">
        <caption>{t(`desk.policy.${name as 'skills'}.caption`, { count: rows.length })}</caption>
        <thead>
          <tr>
            {ordered.map(([column]) => (
              <th scope="col" key={column}>
                {fieldLabel(column)}
              </th>
            ))}
            <th scope="col">{t('desk.policy.used')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // A new row's id is being typed: its place in the list is what stays.
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <tr key={index}>
              {ordered.map(([column, each]) => (
                <td key={column}>
                  <Value
                    bare
                    of={nameOf(row) ?? ''}
                    name={column}
                    path={[...path, index, column]}
                    shape={each}
                    value={row[column]}
                  />
                </td>
              ))}
              <td>
                <RowEnd path={[...path, index]} id={String(row['id'])} name={nameOf(row) ?? ''} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div>
        <Button onClick={() => set([...path, rows.length], blankOf(shape.items ?? {}))}>
          {t('desk.policy.add_row')}
        </Button>
      </div>
    </section>
  );
}
