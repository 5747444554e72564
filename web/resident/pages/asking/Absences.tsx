import { type FormEvent, useState } from 'react';
import type { MyAbsence } from '../../../../src/dispatch/schema/absences.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { sayDate, sayTime } from '../../../ui/times.ts';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { kindOf, sayKind, useMe, useNeeds } from '../../queries.ts';
import { refresh, useRemote } from '../../remote.ts';
import { Trouble } from '../../states.tsx';
import { useTyped } from '../../typed.ts';

/** When it is said that I accepted and did not come: all of it, until when it counts, and my word against it. */
export function Absences() {
  const absences = useRemote(useMe().value ? 'absences' : null, () => answerOf(api.GET('/api/v1/me/absences')));
  const items = absences.value?.items ?? [];
  if (items.length === 0) return null;
  return (
    <section className={styles.stack} aria-label={t('resident.absence.title')}>
      <h2 className={styles.section}>{t('resident.absence.title')}</h2>
      {items.map((each) => (
        <One key={each.orderId} absence={each as MyAbsence} />
      ))}
      <p className={styles.soft}>{t('resident.absence.what')}</p>
    </section>
  );
}

function One({ absence }: { absence: MyAbsence }) {
  const [contesting, setContesting] = useState(false);
  const kind = kindOf(useNeeds().value, absence.kind);
  const name = kind ? sayKind(kind) : t('notify.help');
  return (
    <Card label={name}>
      <h3>{name}</h3>
      <p className={styles.soft}>{t('resident.absence.expected', { time: sayTime(absence.expectedAt, new Date()) })}</p>
      <p>{standOf(absence)}</p>
      {absence.contestedAt === null && absence.stands === null ? (
        <div>
          <Button onPress={() => setContesting(true)} label={t('resident.absence.contest_which', { kind: name })}>
            {t('resident.absence.contest')}
          </Button>
        </div>
      ) : null}
      {contesting ? <Contest orderId={absence.orderId} onClose={() => setContesting(false)} /> : null}
    </Card>
  );
}

function Contest({ orderId, onClose }: { orderId: string; onClose: () => void }) {
  const { typed, type, forget } = useTyped(`contest:${orderId}`, { words: '' });
  const { words } = typed;
  const { busy, refusal, run } = useDoing();
  const send = async (event?: FormEvent) => {
    event?.preventDefault();
    const params = { path: { id: orderId } };
    const body = words.trim() === '' ? {} : { words: words.trim() };
    if (!(await run(() => answerOf(api.POST('/api/v1/me/absences/{id}/contest', { params, body }))))) return;
    forget();
    onClose();
    toast(t('resident.absence.said'));
    await refresh('absences');
  };
  return (
    <Dialog title={t('resident.absence.contest_title')} onClose={onClose}>
      <form className={styles.stack} onSubmit={send} noValidate>
        <p>{t('resident.absence.contest_what')}</p>
        <TextField
          label={t('resident.absence.words')}
          value={words}
          rows={3}
          maxLength={300}
          onChange={(next) => type({ words: next })}
        />
        {refusal ? <Trouble refusal={refusal} onRetry={() => send()} /> : null}
        <Button look="main" submits busy={busy}>
          {t('resident.absence.contest_do')}
        </Button>
        <Button onPress={onClose}>{t('action.cancel')}</Button>
      </form>
    </Dialog>
  );
}

function standOf({ stands, counts, contestedAt, countsUntil }: MyAbsence): string {
  const day = sayDate(countsUntil, new Date());
  if (stands === false) return t('resident.absence.dropped');
  if (!counts) return t(contestedAt === null ? 'resident.absence.not_counted' : 'resident.absence.contested');
  return stands ? t('resident.absence.upheld', { day }) : t('resident.absence.counts', { day });
}
