import { Button } from 'antd';
import { t } from '../../../ui/language.ts';
import { Table } from '../../frame/Table.tsx';
import type { Change } from './changes.ts';
import { placeText, valueText } from './labels.ts';

interface DifferencesProps {
  caption: string;
  changes: readonly Change[];
  before: unknown;
  after: unknown;
  /** Takes one change back, where that is possible. */
  onRevert?: (change: Change) => void;
}

/** How many differences are shown one by one: more are too many to read. */
const MOST = 200;

/** Differences of two versions: where, what it said, what it says. */
export function Differences({ caption, changes, before, after, onRevert }: DifferencesProps) {
  return (
    <Table className="differences">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.policy.where')}</th>
          <th scope="col">{t('desk.policy.was')}</th>
          <th scope="col">{t('desk.policy.will')}</th>
          {onRevert ? (
            <th scope="col">
              <span className="heard">{t('desk.policy.take_back')}</span>
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {changes.slice(0, MOST).map((change) => {
          const field = change.path.at(-1) ?? '';
          const place = placeText(change, before, after);
          return (
            <tr key={change.path.join(' ') + change.how}>
              <th scope="row">{place}</th>
              <td className="soft">
                {change.how === 'order' || change.how === 'added' ? t('desk.none') : valueText(field, change.before)}
              </td>
              <td>
                {change.how === 'order'
                  ? t('desk.policy.order_changed')
                  : change.how === 'removed'
                    ? t('desk.policy.taken_out')
                    : valueText(field, change.after)}
              </td>
              {onRevert ? (
                <td>
                  <Button
                    size="small"
                    onClick={() => onRevert(change)}
                    aria-label={t('desk.policy.take_back_name', { place })}
                  >
                    {t('desk.policy.take_back')}
                  </Button>
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
      {changes.length > MOST ? (
        <tfoot>
          <tr>
            <td colSpan={4}>{t('desk.policy.more_changes', { count: changes.length - MOST })}</td>
          </tr>
        </tfoot>
      ) : null}
    </Table>
  );
}
