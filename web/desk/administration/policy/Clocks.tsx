import { urgencies } from '../../../../src/orders/schema/states.ts';
import type { PolicyBody } from '../../../../src/organisation/policies/schema/policies.ts';
import { nameIn, t } from '../../../ui/language.ts';
import { Table } from '../../frame/Table.tsx';
import { limitText } from './labels.ts';
import type { Thing } from './shape.ts';

/** Every urgency and its clocks at one glance, as they would hold. */
export function Clocks({ policy }: { policy: Thing }) {
  const { urgencies: clocks } = policy as unknown as PolicyBody<'urgency'>;
  return (
    <Table>
      <caption>{t('desk.policy.urgency.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('desk.filter.urgency')}</th>
          {(['triage', 'dispatch', 'accept', 'complete'] as const).map((each) => (
            <th scope="col" key={each}>
              {t(`desk.policy.limit.${each}`)}
            </th>
          ))}
          <th scope="col">{t('desk.policy.promise')}</th>
        </tr>
      </thead>
      <tbody>
        {urgencies.map((name) => {
          const each = clocks[name];
          return (
            <tr key={name}>
              <th scope="row">{nameIn(each)}</th>
              <td>{limitText(each.triage)}</td>
              <td>{limitText(each.dispatch)}</td>
              <td>{limitText(each.accept)}</td>
              <td>{limitText(each.complete)}</td>
              <td>{nameIn({ zh: each.promiseZh, en: each.promiseEn })}</td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
