import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { useNow } from '../frame/now.ts';
import { useUnitName } from '../lookups.ts';

/** Where a petition is on its path: with which department, by when the law asks for what, how often it came back. */
export function PetitionFacts({ order }: { order: OrderDetail }) {
  const { petition } = order;
  const now = new Date(useNow(60));
  const department = useUnitName(petition?.departmentId);
  const untold = order.byReceipt ? <span className="tag ochre">{t('desk.petition.by_receipt')}</span> : null;
  if (!petition) return untold && <div className="facts">{untold}</div>;
  const date = (at: string | null) => (at ? sayDate(at, now) : null);
  const dates = [
    ['forwarded', date(petition.forwardedAt)],
    ['object_by', order.status === 'forwarded' || order.status === 'signed_for' ? date(petition.objectBy) : null],
    ['notice_by', petition.admittedAt ? null : date(petition.noticeBy)],
    ['admitted', date(petition.admittedAt)],
    ['resolve_by', petition.repliedAt ? null : date(petition.resolveBy)],
    ['replied', date(petition.repliedAt)],
    ['reconsider_by', date(petition.reconsiderBy)],
    ['conclude_by', order.status.endsWith('reconsideration') ? date(petition.concludeBy) : null],
    ['instruction_by', date(petition.instructionDueBy)],
  ].filter((each): each is [string, string] => each[1] !== null);
  return (
    <section>
      <h3>{t('desk.petition')}</h3>
      <div className="facts">
        {petition.objections > 0 ? (
          <span className="tag ochre">{t('desk.petition.bounced', { count: petition.objections })}</span>
        ) : null}
        {petition.binding ? <span className="tag">{t('desk.petition.binding')}</span> : null}
        {petition.disputes > 0 ? (
          <span className="tag danger">{t('desk.petition.disputed', { count: petition.disputes })}</span>
        ) : null}
        {petition.extensionAsked > 0 ? (
          <span className="tag ochre">{t('desk.petition.wants_days', { count: petition.extensionAsked })}</span>
        ) : null}
        {petition.extensionDays > 0 ? (
          <span className="tag">
            {t('desk.petition.extended', { days: petition.extensionDays, by: petition.extensionGrantedByName ?? '' })}
          </span>
        ) : null}
        {untold}
        {petition.questionOpen ? <span className="tag">{t('desk.petition.question_open')}</span> : null}
        {petition.consented ? <span className="tag jade">{t('desk.petition.consented')}</span> : null}
      </div>
      <dl className="meta" style={{ marginTop: 10 }}>
        <dt>{t('desk.register.department')}</dt>
        <dd>{department || t('desk.register.no_department')}</dd>
        {dates.map(([name, at]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{t(`desk.petition.date.${name as 'forwarded'}`)}</dt>
            <dd className="figure">{at}</dd>
          </div>
        ))}
        {petition.hotlineNumber ? (
          <>
            <dt>{t(`desk.petition.hotline_${petition.hotlineDirection ?? 'to'}`)}</dt>
            <dd className="figure">{petition.hotlineNumber}</dd>
          </>
        ) : null}
      </dl>
    </section>
  );
}
