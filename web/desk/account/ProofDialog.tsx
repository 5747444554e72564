import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Input, Modal, Spin } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { ProofWanted } from '../../../src/identity/schema/passkeys.ts';
import { whenProofIsNeeded } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { giveProof, wantProof } from '../calls.ts';
import { Trouble } from '../frame/said.tsx';
import { signWithPasskey } from './passkey.ts';
import { saidOf } from './said.ts';

type Answer = (proven: boolean) => void;

/**
 * Asks again who is there, whenever the server wants to know before it opens, grants or exports; then what was being done
 * goes on by itself. Closed without an answer, it was not done, and the page says so.
 */
export function ProofDialog() {
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => whenProofIsNeeded(() => new Promise<boolean>((resolve) => setAnswer(() => resolve))), []);
  const end = (proven: boolean) => {
    setAnswer(undefined);
    answer?.(proven);
  };
  return (
    <Modal
      open={answer !== undefined}
      title={t('desk.proof.title')}
      onCancel={() => end(false)}
      footer={null}
      width={480}
      zIndex={1200}
      destroyOnHidden
    >
      <Asked onProven={() => end(true)} />
    </Modal>
  );
}

function Asked({ onProven }: { onProven: () => void }) {
  const { data, error, refetch } = useQuery({ queryKey: ['proof'], queryFn: wantProof, gcTime: 0, staleTime: 0 });
  if (error) return <Trouble error={error} again={() => refetch()} />;
  return data ? <Means wanted={data} onProven={onProven} onAgain={() => refetch()} /> : <Spin />;
}

interface MeansProps {
  wanted: ProofWanted;
  onProven: () => void;
  /** What a passkey signs is good once. */
  onAgain: () => void;
}

function Means({ wanted, onProven, onAgain }: MeansProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const asks = wanted.proofs.find((each) => each !== 'passkey');
  // One for both ways, so that what is said of the last try is not of the one before.
  const prove = useMutation({
    mutationFn: async (by: 'passkey' | 'words') =>
      giveProof(
        by === 'passkey'
          ? { signed: await signWithPasskey(wanted.options ?? {}) }
          : asks === 'totp'
            ? { totp: typed }
            : { password: typed },
      ),
    onSuccess: onProven,
    onError: (_error, by) => (by === 'passkey' ? onAgain() : setTyped('')),
  });
  const busyBy = prove.isPending ? prove.variables : undefined;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!prove.isPending) prove.mutate(asks ? 'words' : 'passkey');
      }}
    >
      <p>{t('desk.proof.why')}</p>
      {wanted.proofs.includes('passkey') ? (
        <Button
          type="primary"
          size="large"
          autoFocus
          htmlType={asks ? 'button' : 'submit'}
          loading={busyBy === 'passkey'}
          {...(asks ? { onClick: () => prove.mutate('passkey') } : {})}
        >
          {t('desk.proof.passkey')}
        </Button>
      ) : null}
      {asks ? (
        <div className="field">
          <label htmlFor={id}>{t(`desk.proof.${asks}`)}</label>
          {asks === 'totp' ? (
            <Input
              id={id}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              autoFocus={!wanted.proofs.includes('passkey')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          ) : (
            <Input.Password
              id={id}
              autoComplete="current-password"
              autoFocus
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </div>
      ) : null}
      {prove.error ? (
        <p className="wrong" role="alert">
          {saidOf(prove.error)}
        </p>
      ) : null}
      {asks ? (
        <Button type="primary" htmlType="submit" disabled={typed === ''} loading={busyBy === 'words'}>
          {t('desk.proof.go')}
        </Button>
      ) : null}
    </form>
  );
}
