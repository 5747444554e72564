import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../ui/language.ts';
import { confirmSecondFactor, startSecondFactor } from '../calls.ts';
import { QrCode } from './QrCode.tsx';
import { problemText } from './said.tsx';

/** Roles work once an authenticator app is set up: password, secret, first code. */
export function SecondFactor() {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const ids = { password: useId(), code: useId() };
  const client = useQueryClient();
  const start = useMutation({ mutationFn: () => startSecondFactor(password) });
  const confirm = useMutation({
    mutationFn: () => confirmSecondFactor(code),
    onSuccess: () => client.invalidateQueries({ queryKey: ['me'] }),
  });
  const problem = start.error ?? confirm.error;
  return (
    <main className="door">
      <form
        className="card form"
        onSubmit={(event) => {
          event.preventDefault();
          if (start.data) confirm.mutate();
          else start.mutate();
        }}
      >
        <h1>{t('desk.factor.title')}</h1>
        <p>{t('desk.factor.why')}</p>
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
    </main>
  );
}
