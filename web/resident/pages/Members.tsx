import { type FormEvent, useState } from 'react';
import type { TeamMember } from '../../../src/volunteers/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/Field.tsx';
import { nameIn, t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { Frame } from '../Frame.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { useMe, useSkills } from '../queries.ts';
import { refresh } from '../remote.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { sayAway, teamAt, teamsLedBy, useMembers } from '../teams.ts';
import { useTyped } from '../typed.ts';

/** Who is in the team; for its leader to take people in, to say whom they have met, to let people go. */
export function Members() {
  const me = useMe().value;
  const team = teamAt(me ? teamsLedBy(me) : [], location.search);
  return (
    <Frame title={t('resident.members.title')} back="/team">
      <h1 tabIndex={-1}>{t('resident.members.title')}</h1>
      <SignedIn why={t('resident.team.sign_in')}>
        {team === undefined ? <p>{t('resident.team.none_led')}</p> : <Led team={team} />}
      </SignedIn>
    </Frame>
  );
}

function Led({ team }: { team: string }) {
  return (
    <>
      <Loaded of={useMembers(team)}>
        {(members) => (
          <section className={styles.stack}>
            <p className={styles.soft}>{t('resident.members.met_what')}</p>
            <ul className={styles.rows}>
              {members.map((member) => (
                <Member key={member.personId} team={team} member={member} />
              ))}
            </ul>
          </section>
        )}
      </Loaded>
      <Adding team={team} />
      <Telling key={team} team={team} />
    </>
  );
}

function Member({ team, member }: { team: string; member: TeamMember }) {
  const me = useMe().value;
  const skills = useSkills().value;
  const [leaving, setLeaving] = useState(false);
  const [last, setLast] = useState<'meet' | 'let_go'>('meet');
  const { busy, refusal, run } = useDoing();
  const name = member.name ?? t('resident.a_volunteer');
  const can = member.skills
    .map(({ skill }) => skills?.skills.find((each) => each.id === skill))
    .filter((skill) => skill !== undefined)
    .map(nameIn);
  const mine = member.personId === me?.personId;
  const meet = async () => {
    setLast('meet');
    const done = await run(() =>
      answerOf(
        api.POST('/api/v1/volunteers/{id}/actions/verify', { params: { path: { id: member.personId } }, body: {} }),
      ),
    );
    if (!done) return;
    toast(t('resident.members.met_done', { name }));
    await refresh('team:');
  };
  const letGo = async () => {
    setLast('let_go');
    const path = { id: team, personId: member.personId };
    if (!(await run(() => answerOf(api.DELETE('/api/v1/teams/{id}/members/{personId}', { params: { path } }))))) return;
    toast(t('resident.members.gone', { name }));
    // With their row its question goes too.
    await refresh('team:');
    setLeaving(false);
  };
  return (
    <li className={styles.member}>
      <p>
        <strong>{name}</strong>
        {member.leader ? ` · ${t('role.team_leader')}` : ''}
        {member.adult ? '' : ` · ${t('resident.members.minor')}`}
      </p>
      <p className={styles.soft}>
        {[
          can.join(t('resident.list_comma')),
          t(member.verified ? 'resident.members.met' : 'resident.members.not_met'),
          sayAway(member, new Date()),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {refusal && !leaving ? (
        <Trouble refusal={refusal} onRetry={last === 'meet' ? meet : () => setLeaving(true)} />
      ) : null}
      {mine ? null : (
        <div className={styles.acts}>
          {member.verified ? null : (
            <Button busy={busy} onPress={meet} label={t('resident.members.meet_which', { name })}>
              {t('resident.members.meet')}
            </Button>
          )}
          <Button onPress={() => setLeaving(true)} label={t('resident.members.let_go_which', { name })}>
            {t('resident.members.let_go')}
          </Button>
        </div>
      )}
      {leaving ? (
        <Dialog title={t('resident.members.let_go_title', { name })} onClose={() => setLeaving(false)}>
          <p>{t('resident.members.let_go_what')}</p>
          {refusal ? <Trouble refusal={refusal} onRetry={letGo} /> : null}
          <Button look="danger" busy={busy} onPress={letGo}>
            {t('resident.members.let_go')}
          </Button>
          <Button onPress={() => setLeaving(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </li>
  );
}

/** Takes somebody in by the phone they told. */
function Adding({ team }: { team: string }) {
  const [phone, setPhone] = useState('');
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!/^\+?[0-9 -]{11,20}$/.test(phone.trim())) {
      setError(t('resident.login.phone_wrong'));
      document.getElementById('member-phone')?.focus();
      return;
    }
    setError(undefined);
    const body = { phone: phone.trim() };
    const done = await run(() =>
      answerOf(api.POST('/api/v1/teams/{id}/members', { params: { path: { id: team } }, body })),
    );
    if (!done) return;
    setPhone('');
    toast(t('resident.members.added'));
    await refresh('team:');
  };
  return (
    <form className={styles.stack} onSubmit={add} noValidate>
      <TextField
        id="member-phone"
        type="tel"
        inputMode="tel"
        label={t('resident.members.add')}
        hint={t('resident.members.add_hint')}
        error={error ?? refusal?.sentence}
        value={phone}
        onChange={setPhone}
        maxLength={20}
      />
      <Button submits busy={busy}>
        {t('resident.members.add_do')}
      </Button>
    </form>
  );
}

/** Tells all members something: where to meet, what to bring. */
function Telling({ team }: { team: string }) {
  const { typed, type, forget } = useTyped(`team:${team}`, { words: '' });
  const { words } = typed;
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() === '') {
      setError(t('resident.members.tell_missing'));
      document.getElementById('team-words')?.focus();
      return;
    }
    const body = { words: words.trim() };
    const sent = await run(async () => {
      const { told } = await answerOf(
        api.POST('/api/v1/teams/{id}/messages', { params: { path: { id: team } }, body }),
      );
      toast(t('resident.members.told', { count: told }));
    });
    if (sent) forget();
  };
  return (
    <form className={styles.stack} onSubmit={send} noValidate>
      <TextField
        id="team-words"
        label={t('resident.members.tell')}
        hint={t('resident.members.tell_hint')}
        error={error ?? refusal?.sentence}
        value={words}
        onChange={(said) => {
          type({ words: said });
          setError(undefined);
        }}
        maxLength={500}
        rows={4}
      />
      <Button submits busy={busy}>
        {t('resident.members.tell_do')}
      </Button>
    </form>
  );
}
