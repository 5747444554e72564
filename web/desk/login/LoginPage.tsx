import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useEffect, useId, useState } from 'react';
import { asRefusal } from '../../ui/api.ts';
import { chooseLanguage, nameIn, t, useLanguage } from '../../ui/language.ts';
import { knowsPasskeys, signWithPasskey } from '../account/passkey.ts';
import { saidOf } from '../account/said.ts';
import { readNetwork, signIn, signInByPasskey, wantPasskeyLogin } from '../calls.ts';
import { enterDesk } from '../frame/entering.ts';
import { problemText } from '../frame/said.tsx';
import { titlePage } from '../frame/title.ts';
import { DemoLogins } from './DemoLogins.tsx';

/** Staff sign in with username, password and, once it is set up, the code of their authenticator app. */
export function LoginPage({ onEntered }: { onEntered?: () => void }) {
  const language = useLanguage();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [totp, setTotp] = useState('');
  const [tried, setTried] = useState(false);
  const ids = { username: useId(), password: useId(), totp: useId() };
  const client = useQueryClient();
  useEffect(() => titlePage(t('desk.login.title')), []);
  const { data: network } = useQuery({ queryKey: ['network'], queryFn: readNetwork, staleTime: 600_000 });
  const login = useMutation({
    mutationFn: () => signIn({ username: username.trim(), password, ...(totp === '' ? {} : { totp }) }),
    async onSuccess() {
      await enterDesk(client);
      onEntered?.();
    },
  });
  const byPasskey = useMutation({
    async mutationFn() {
      const { options } = await wantPasskeyLogin();
      return signInByPasskey({ signed: await signWithPasskey(options) });
    },
    async onSuccess() {
      await enterDesk(client);
      onEntered?.();
    },
  });
  const refusal = login.error ? asRefusal(login.error) : undefined;
  const asksTotp =
    totp !== '' ||
    refusal?.code === 'identity.second_factor_needed' ||
    refusal?.code === 'identity.second_factor_wrong';
  const missing = { username: username.trim() === '', password: password === '' };
  const wrong = (name: 'username' | 'password') =>
    tried && missing[name] ? (
      <span id={`${ids[name]}-wrong`} className="wrong">
        {t(`desk.login.missing.${name}`)}
      </span>
    ) : null;
  const tied = (name: 'username' | 'password') =>
    tried && missing[name]
      ? { status: 'error' as const, 'aria-invalid': true, 'aria-describedby': `${ids[name]}-wrong` }
      : {};
  return (
    <main className="door">
      <form
        className="card form"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          const first = missing.username ? ids.username : missing.password ? ids.password : undefined;
          if (first) document.getElementById(first)?.focus();
          else login.mutate();
        }}
      >
        <div>
          <p className="soft">{network ? nameIn(network) : t('app.name')}</p>
          <h1>{t('desk.login.title')}</h1>
        </div>
        <div className="field">
          <label htmlFor={ids.username}>{t('desk.login.username')}</label>
          <Input
            id={ids.username}
            autoComplete="username"
            autoCapitalize="none"
            autoFocus
            value={username}
            onChange={(event) => setUsername(event.target.value)}
            {...tied('username')}
          />
          {wrong('username')}
        </div>
        <div className="field">
          <label htmlFor={ids.password}>{t('desk.login.password')}</label>
          <Input.Password
            id={ids.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            {...tied('password')}
          />
          {wrong('password')}
        </div>
        {asksTotp ? (
          <div className="field">
            <label htmlFor={ids.totp}>{t('desk.login.totp')}</label>
            <Input
              id={ids.totp}
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={6}
              autoFocus
              value={totp}
              onChange={(event) => setTotp(event.target.value)}
            />
            <span className="hint">{t('desk.login.totp_hint')}</span>
          </div>
        ) : null}
        {login.error && !(refusal?.code === 'identity.second_factor_needed' && totp === '') ? (
          <p className="wrong" role="alert">
            {problemText(login.error)}
          </p>
        ) : null}
        <Button type="primary" size="large" htmlType="submit" loading={login.isPending}>
          {t('desk.login.enter')}
        </Button>
        {byPasskey.error ? (
          <p className="wrong" role="alert">
            {saidOf(byPasskey.error)}
          </p>
        ) : null}
        {knowsPasskeys() ? (
          <Button size="large" loading={byPasskey.isPending} onClick={() => byPasskey.mutate()}>
            {t('desk.login.passkey')}
          </Button>
        ) : null}
        {network?.demo ? (
          <DemoLogins
            onChoose={(chosen) => {
              setUsername(chosen.username);
              setPassword(chosen.password);
            }}
          />
        ) : null}
        <Button type="link" onClick={() => chooseLanguage(language === 'en' ? 'zh-CN' : 'en')}>
          {language === 'en' ? '中文' : 'English'}
        </Button>
      </form>
    </main>
  );
}
