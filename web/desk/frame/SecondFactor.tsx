import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../ui/language.ts';
import { knowsPasskeys, makePasskey, signWithPasskey } from '../account/passkey.ts';
import { saidOf } from '../account/said.ts';
import {
  confirmSecondFactor,
  giveProof,
  keepPasskey,
  readPasskeys,
  startSecondFactor,
  wantPasskey,
  wantProof,
} from '../calls.ts';
import { QrCode } from './QrCode.tsx';
import { problemText } from './said.tsx';

/** Roles work once a second factor is set up, or shown: an authenticator app, or a passkey. */
export function SecondFactor() {
  const client = useQueryClient();
  const done = () => client.invalidateQueries({ queryKey: ['me'] });
  const { data: passkeys } = useQuery({ queryKey: ['passkeys'], queryFn: readPasskeys });
  const hasPasskey = (passkeys?.items.length ?? 0) > 0;
  return (
    <main className="door">
      <div className="card form">
        <h1>{t('desk.factor.title')}</h1>
        <p>{t('desk.factor.why')}</p>
        {hasPasskey ? null : <SetUpApp onDone={done} />}
        {passkeys && knowsPasskeys() ? <PasskeyInstead has={hasPasskey} onDone={done} /> : null}
      </div>
    </main>
  );
}

/** A passkey instead of the app: the one that is set up is shown, else a first one is made. */
function PasskeyInstead({ has, onDone }: { has: boolean; onDone: () => void }) {
  const show = useMutation({
    async mutationFn() {
      const wanted = await wantProof();
      await giveProof({ signed: await signWithPasskey(wanted.options ?? {}) });
    },
    onSuccess: onDone,
  });
  const make = useMutation({
    async mutationFn() {
      const { options } = await wantPasskey();
      await keepPasskey({ label: t('desk.own.passkeys'), made: await makePasskey(options) });
    },
    onSuccess: onDone,
  });
  const failed = show.error ?? make.error;
  return (
    <section className="form" aria-label={t('desk.factor.passkey')}>
      {failed ? (
        <p className="wrong" role="alert">
          {saidOf(failed)}
        </p>
      ) : null}
      <Button
        type={has ? 'primary' : 'default'}
        loading={show.isPending || make.isPending}
        onClick={() => (has ? show.mutate() : make.mutate())}
      >
        {t(has ? 'desk.factor.passkey_use' : 'desk.factor.passkey_add')}
      </Button>
    </section>
  );
}

/** Sets up an authenticator app: password, secret, first code. */
export function SetUpApp({ onDone }: { onDone: () => void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const ids = { password: useId(), code: useId() };
  const start = useMutation({ mutationFn: () => startSecondFactor(password) });
  const confirm = useMutation({ mutationFn: () => confirmSecondFactor(code), onSuccess: onDone });
  const problem = start.error ?? confirm.error;
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (start.data) confirm.mutate();
        else start.mutate();
      }}
    >
      {start.data ? (
        <>
          <p>{t('desk.factor.scan')}</p>
          <QrCode words={start.data.uri} label={t('desk.factor.qr')} />
          <p>{t('desk.factor.by_hand')}</p>
          <p className="said secret">
            {start.data.secret.match(/.{1,4}/g)?.map((group, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups of one secret never change places
              <span key={at}>{group} </span>
            ))}
          </p>
          <p>
            <a href={start.data.uri}>{t('desk.factor.this_device')}</a>
          </p>
          <p className="soft">{t('desk.factor.recovery')}</p>
          <div className="field">
            <label htmlFor={ids.code}>{t('desk.login.totp')}</label>
            <Input
              id={ids.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </div>
        </>
      ) : (
        <div className="field">
          <label htmlFor={ids.password}>{t('desk.login.password')}</label>
          <Input.Password
            id={ids.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
          />
        </div>
      )}
      {problem ? (
        <p className="wrong" role="alert">
          {problemText(problem)}
        </p>
      ) : null}
      <Button type="primary" htmlType="submit" loading={start.isPending || confirm.isPending}>
        {t(start.data ? 'desk.factor.confirm' : 'action.next')}
      </Button>
    </form>
  );
}
