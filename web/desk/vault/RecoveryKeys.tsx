import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Custody, RecoveryKey } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { confirmRecoveryKey, endRecoveryKey, makeRecoveryKey } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';
import { useUnitName } from '../lookups.ts';
import { newPrintedKey, type PrintedKey } from './paper.ts';
import { RecoveryPaper } from './RecoveryPaper.tsx';

interface RecoveryProps {
  custody: Custody;
  onDone: () => void;
}

/** Keys on paper that stand in for a custodian: printed by one, confirmed by another, kept in a safe. */
export function RecoveryKeys({ custody, onDone }: RecoveryProps) {
  const [printed, setPrinted] = useState<PrintedKey & { unitId: string }>();
  const make = useMutation({
    gcTime: 0,
    mutationFn: async (unitId: string) => {
      const key = await newPrintedKey();
      await makeRecoveryKey({ unitId, publicKey: key.publicKey });
      setPrinted({ ...key, unitId });
    },
    onSuccess: onDone,
  });
  return (
    <section className="card" aria-label={t('desk.custody.recovery')}>
      <h3>{t('desk.custody.recovery')}</h3>
      <p className="soft">{t('desk.custody.recovery.says')}</p>
      {custody.recoveryKeys.map((key) => (
        <OneKey key={key.id} recovery={key} onDone={onDone} />
      ))}
      {custody.unitIds.map((unitId) => (
        <MakeButton key={unitId} unitId={unitId} busy={make.isPending} onMake={() => make.mutate(unitId)} />
      ))}
      {make.error ? (
        <p className="wrong" role="alert">
          {problemText(make.error)}
        </p>
      ) : null}
      {printed ? <RecoveryPaper printed={printed} onClose={() => setPrinted(undefined)} /> : null}
    </section>
  );
}

function MakeButton({ unitId, busy, onMake }: { unitId: string; busy: boolean; onMake: () => void }) {
  return (
    <Button loading={busy} onClick={onMake} style={{ height: 'auto', paddingBlock: 6, whiteSpace: 'normal' }}>
      {t('desk.custody.recovery.make', { unit: useUnitName(unitId) })}
    </Button>
  );
}

function OneKey({ recovery, onDone }: { recovery: RecoveryKey; onDone: () => void }) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const now = new Date(useNow(60));
  const confirm = useMutation({ mutationFn: () => confirmRecoveryKey(recovery.id, typed.trim()), onSuccess: onDone });
  const end = useMutation({ mutationFn: () => endRecoveryKey(recovery.id), onSuccess: onDone });
  const ask = useAsk();
  const unit = useUnitName(recovery.unitId);
  const made = { unit, name: recovery.madeByName ?? '', date: sayDate(recovery.madeAt, now) };
  const problem = confirm.error ?? end.error;
  return (
    <article className="form">
      <p>
        {t('desk.custody.recovery.made', made)} {stateOf(recovery, now)}
      </p>
      {recovery.confirmedByName === null && !recovery.mine ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            confirm.mutate();
          }}
        >
          <div className="field">
            <label htmlFor={id}>{t('desk.custody.fingerprint')}</label>
            <Input id={id} value={typed} maxLength={40} onChange={(event) => setTyped(event.target.value)} />
          </div>
          <Button htmlType="submit" loading={confirm.isPending} disabled={typed.trim().length < 16}>
            {t('desk.custody.fingerprint.confirm')}
          </Button>
        </form>
      ) : null}
      {problem ? (
        <p className="wrong" role="alert">
          {problemText(problem)}
        </p>
      ) : null}
      <Button
        loading={end.isPending}
        onClick={() =>
          ask({
            title: t('desk.custody.recovery.end_sure', made),
            says: t('desk.custody.recovery.end_what'),
            okText: t('desk.custody.recovery.end_do'),
            onOk: () => end.mutate(),
          })
        }
      >
        {t('desk.custody.recovery.end')}
      </Button>
    </article>
  );
}

function stateOf({ confirmedByName, mine, usedAt, spent }: RecoveryKey, now: Date): string {
  if (confirmedByName === null) return t(mine ? 'desk.custody.recovery.waits' : 'desk.custody.recovery.confirm');
  if (spent) return t('desk.custody.recovery.spent', { date: sayDate(usedAt ?? '', now) });
  if (usedAt !== null) return t('desk.custody.recovery.used', { date: sayDate(usedAt, now) });
  return t('desk.custody.recovery.confirmed', { name: confirmedByName });
}
