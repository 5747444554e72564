import { type FormEvent, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { sayProblem } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TickField } from '../../ui/Field.tsx';
import { languageInUse, say, t } from '../../ui/language.ts';
import { reasonAgainst } from '../../ui/reason-against.ts';
import { toast } from '../../ui/Toast.tsx';
import { sayTime } from '../../ui/times.ts';
import { Frame } from '../Frame.tsx';
import { may } from '../OrderCard.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, kindOf, useMe, useNeeds, useOrder, useSkills } from '../queries.ts';
import { go, goBack, type PageProps } from '../router.ts';
import { ServedTitle, ServedWhere } from '../ServedOrder.tsx';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { sayAway, teamAt, teamsLedBy, useMembers } from '../teams.ts';
import { TeamAbsence } from './asking/TeamAbsence.tsx';

/** One order sent to the team: the leader names who goes, goes too, or says that the team cannot. */
export function TeamOrder({ at }: { at: PageProps }) {
  return (
    <Frame title={t('resident.team.order')} back="/team">
      <SignedIn why={t('resident.team.sign_in')} title={t('resident.team.order')}>
        <Loaded of={useOrder(at['id'] ?? null)} title={t('resident.team.order')}>
          {(order) => <Known order={order} />}
        </Loaded>
      </SignedIn>
    </Frame>
  );
}

function Known({ order }: { order: OrderDetail }) {
  const now = new Date();
  const notes = [
    order.homeVisit ? t('resident.offers.home') : null,
    order.status === 'dispatched' && order.places > 1
      ? t('resident.offers.places', { count: order.places, left: order.places - order.assigned })
      : null,
    order.status === 'dispatched' && order.dueAt
      ? t('resident.offers.until', { due: sayTime(order.dueAt, now) })
      : null,
  ];
  return (
    <div className={styles.wide}>
      <ServedTitle order={order} />
      <Card>
        <ServedWhere order={order} />
        <p className={styles.soft}>{notes.filter(Boolean).join(languageInUse() === 'zh-CN' ? '' : ' ')}</p>
        {order.text ? <p className={styles.words}>{order.text}</p> : null}
      </Card>
      <WhoHasIt order={order} />
      {may(order, 'assign') ? <Naming order={order} /> : null}
      {order.status === 'dispatched' ? null : (
        <p className={styles.soft}>{t('resident.team.stands', { status: say(`status.${order.status}`) ?? '' })}</p>
      )}
    </div>
  );
}

/** Those who go, and how far each is. */
function WhoHasIt({ order }: { order: OrderDetail }) {
  // Who was let go when the others finished may not have come: the leader can say so.
  const finished = order.assignments.some((each) => each.status === 'served');
  const going = order.assignments.filter(({ status }) => status !== 'returned' && (status !== 'released' || finished));
  if (going.length === 0) return null;
  return (
    <section>
      <h2 className={styles.section}>{t('resident.team.who_has_it')}</h2>
      <ul className={styles.rows}>
        {going.map((each) => (
          <li key={each.personId} className={`${styles.row} ${styles.still}`}>
            <span className={styles.grow}>{each.name ?? t('resident.a_volunteer')}</span>
            <span className={styles.tag}>{t(`resident.team.part_${each.status as 'accepted'}`)}</span>
            <TeamAbsence orderId={order.id} part={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Who goes: those who cannot are shown with the reason, not hidden. */
function Naming({ order }: { order: OrderDetail }) {
  const me = useMe().value;
  const team = teamAt(me ? teamsLedBy(me) : [], location.search) ?? null;
  const members = useMembers(team);
  const kind = kindOf(useNeeds().value, order.kind);
  const skills = useSkills().value;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [error, setError] = useState<string>();
  const [declining, setDeclining] = useState(false);
  const { busy, refusal, run, stayed } = useDoing();
  const left = order.places - order.assigned;
  const taken = new Set(order.assignments.filter((each) => each.status === 'accepted').map((each) => each.personId));
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) {
      setError(t('resident.team.nobody_chosen'));
      return;
    }
    if (!(await run(() => actOn(order.id, 'assign', { personIds: [...chosen] })))) {
      // Whoever cannot go any more shows it now.
      members.reload();
      return;
    }
    setChosen([]);
    toast(t('resident.team.assigned', { count: chosen.length }));
    if (stayed() && me && chosen.includes(me.personId)) go(`/tasks/${order.id}`);
  };
  const decline = async () => {
    if (!(await run(() => actOn(order.id, 'decline', {})))) return;
    toast(t('resident.team.declined'));
    if (stayed()) goBack('/team');
  };
  return (
    <form className={styles.wide} onSubmit={send} noValidate>
      <Loaded of={members}>
        {(people) => (
          <fieldset className={styles.stack}>
            <legend className={styles.legend}>{t('resident.team.who_goes')}</legend>
            {people.map((member) => {
              const reason = taken.has(member.personId)
                ? t('resident.team.has_it')
                : ((code) => (code ? (say(`resident.team.reason.${code}`) ?? sayProblem(code)) : null))(
                    reasonAgainst(member, order, kind, skills),
                  );
              const ticked = chosen.includes(member.personId);
              return (
                <TickField
                  key={member.personId}
                  label={
                    (member.name ?? t('resident.a_volunteer')) +
                    (member.personId === me?.personId ? t('resident.team.yourself') : '')
                  }
                  hint={reason ?? sayAway(member, new Date()) ?? undefined}
                  ticked={ticked}
                  disabled={reason !== null || (!ticked && chosen.length >= left)}
                  onChange={(on) => {
                    setError(undefined);
                    setChosen(on ? [...chosen, member.personId] : chosen.filter((id) => id !== member.personId));
                  }}
                />
              );
            })}
          </fieldset>
        )}
      </Loaded>
      {error ? (
        <p role="alert" className={styles.note}>
          {error}
        </p>
      ) : null}
      {refusal && !declining ? <Trouble refusal={refusal} submits /> : null}
      <Button look="main" submits busy={busy}>
        {chosen.length === 0 ? t('resident.team.assign_none') : t('resident.team.assign', { count: chosen.length })}
      </Button>
      {may(order, 'decline') ? <Button onPress={() => setDeclining(true)}>{t('resident.team.decline')}</Button> : null}
      {declining ? (
        <Dialog title={t('resident.team.decline_title')} onClose={() => setDeclining(false)}>
          <p>{t('resident.team.decline_what')}</p>
          {refusal ? <Trouble refusal={refusal} onRetry={decline} /> : null}
          <Button look="main" busy={busy} onPress={decline}>
            {t('resident.team.decline_sure')}
          </Button>
          <Button onPress={() => setDeclining(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </form>
  );
}
