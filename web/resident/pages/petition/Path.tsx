import MessageCircle from 'lucide-react/icons/message-circle';
import Phone from 'lucide-react/icons/phone';
import type { OrderDetail } from '../../../../src/orders/schema/views.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { TickField } from '../../../ui/Field.tsx';
import { languageInUse, t } from '../../../ui/language.ts';
import { may } from '../../OrderCard.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { actOn, usePetitionPolicy } from '../../queries.ts';
import { Trouble } from '../../states.tsx';
import { UnitName } from '../../UnitName.tsx';

/** With whom a petition is, what that department reads of it, and what its owner can do about it. */
export function PetitionPath({ order }: { order: OrderDetail }) {
  const { petition } = order;
  if (!petition) return null;
  const masked = order.words.filter((each) => each.kind === 'masked').slice(-1)[0]?.words;
  const question = petition.questionOpen
    ? order.words.filter((each) => each.kind === 'question').slice(-1)[0]?.words
    : undefined;
  return (
    <>
      {question ? (
        <Card>
          <h2>{t('resident.petition.asks')}</h2>
          <p className={styles.words}>{question}</p>
          <p className={styles.soft}>{t('resident.petition.nameless')}</p>
          <Button look="main" icon={MessageCircle} href={`/orders/${order.id}/answer`}>
            {t('resident.petition.answer')}
          </Button>
        </Card>
      ) : null}
      {petition.door ? <Door id={petition.door} /> : null}
      {may(order, 'ask_reconsideration') ? (
        <Button href={`/orders/${order.id}/reconsider`}>{t('resident.petition.reconsider')}</Button>
      ) : null}
      {may(order, 'consent_publication') ? <Consent order={order} /> : null}
      {petition.departmentId ? (
        <section>
          <h2 className={styles.section}>{t('resident.petition.with_whom')}</h2>
          <div className={styles.stack}>
            <p>
              <UnitName id={petition.departmentId} whole />
            </p>
            {masked ? (
              <>
                <p className={styles.soft}>{t('resident.petition.reads')}</p>
                <p className={styles.words}>{masked}</p>
              </>
            ) : null}
            {petition.objections > 0 ? (
              <p className={styles.soft}>
                {t(order.status === 'objected' ? 'resident.petition.bounced' : 'resident.petition.forwarded_again', {
                  count: petition.objections,
                })}
              </p>
            ) : null}
            {petition.extensionDays > 0 ? (
              <p className={styles.soft}>
                {t('resident.petition.extended', {
                  count: petition.extensionDays,
                  by: petition.extensionGrantedByName ?? '',
                })}
              </p>
            ) : null}
            {petition.hotlineNumber ? (
              <p className={styles.soft}>{t('resident.petition.hotline', { number: petition.hotlineNumber })}</p>
            ) : null}
          </div>
        </section>
      ) : null}
    </>
  );
}

/** Where what is not taken in here is taken in: one sentence, and the number to call. */
export function Door({ id }: { id: string }) {
  const door = usePetitionPolicy().value?.doors.find((each) => each.id === id);
  if (!door) return null;
  return (
    <Card>
      <p>{languageInUse() === 'en' ? door.sayEn : door.sayZh}</p>
      <Button icon={Phone} href={`tel:${door.call}`}>
        {t('resident.call_number', { number: door.call })}
      </Button>
    </Card>
  );
}

/** Question and answer may help others: the owner says whether, and can take it back at any time. */
function Consent({ order }: { order: OrderDetail }) {
  const { refusal, run } = useDoing();
  const given = order.petition?.consented === true;
  const say = (wanted: boolean) => run(() => actOn(order.id, 'consent_publication', { given: wanted }));
  return (
    <div className={styles.stack}>
      <TickField
        label={t('resident.petition.consent')}
        hint={t('resident.petition.consent_hint')}
        ticked={given}
        onChange={(ticked) => void say(ticked)}
      />
      {refusal ? <Trouble refusal={refusal} onRetry={() => say(!given)} /> : null}
    </div>
  );
}
