import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Custody } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { handShareOver, proposeOpening } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { handOver } from './shares.ts';

interface ProposeFormProps {
  custody: Custody;
  ownKey: CryptoKey | null;
  onDone: () => void;
}

/** Proposes to open an identity: this browser opens its share and seals it to the others' keys. */
export function ProposeForm({ custody, ownKey, onDone }: ProposeFormProps) {
  const id = useId();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const propose = useMutation({
    mutationFn: async (key: CryptoKey) => {
      const proposed = await proposeOpening({ number: number.trim(), reason: reason.trim() });
      await handShareOver(proposed.id, await handOver(proposed, key));
    },
    onSuccess: () => {
      setNumber('');
      setReason('');
    },
    // Also what was proposed and not handed over waits in the list, to be taken back.
    onSettled: onDone,
  });
  const ready = ownKey !== null && number.trim().length >= 3 && reason.trim().length >= 4;
  return (
    <section className="card" aria-label={t('desk.custody.propose')}>
      <h3>{t('desk.custody.propose')}</h3>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ownKey && ready && !propose.isPending) propose.mutate(ownKey);
        }}
      >
        <p className="soft">{t('desk.custody.propose.says')}</p>
        <div className="field">
          <label htmlFor={`${id}-number`}>{t('desk.custody.number')}</label>
          <Input
            id={`${id}-number`}
            value={number}
            maxLength={20}
            onChange={(event) => setNumber(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-reason`}>{t('desk.custody.reason')}</label>
          <Input.TextArea
            id={`${id}-reason`}
            value={reason}
            maxLength={500}
            autoSize={{ minRows: 2, maxRows: 6 }}
            onChange={(event) => setReason(event.target.value)}
          />
          <p className="hint">{t('desk.custody.reason.hint')}</p>
        </div>
        {ownKey === null ? (
          <p className="hint">{t(custody.key === null ? 'desk.custody.needs_key' : 'desk.custody.needs_browser')}</p>
        ) : null}
        {propose.error ? (
          <p className="wrong" role="alert">
            {problemText(propose.error)}
          </p>
        ) : null}
        <Button type="primary" htmlType="submit" disabled={!ready} loading={propose.isPending}>
          {t('desk.custody.propose.do')}
        </Button>
        <p role="status">{propose.isSuccess ? t('desk.custody.propose.done') : null}</p>
      </form>
    </section>
  );
}
