import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { PasskeyShape } from '../../../src/identity/schema/passkeys.ts';
import { t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { keepPasskey, readPasskeys, removePasskey, renamePasskey, wantPasskey } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { Trouble } from '../frame/said.tsx';
import { knowsPasskeys, makePasskey } from './passkey.ts';
import { saidOf } from './said.ts';

/** One's own passkeys: what they are called, since when, and one more. */
export function Passkeys() {
  const { data, error, refetch } = useQuery({ queryKey: ['passkeys'], queryFn: readPasskeys });
  return (
    <section className="card form" aria-label={t('desk.own.passkeys')}>
      <h2>{t('desk.own.passkeys')}</h2>
      <p className="soft">{t('desk.own.passkeys_say')}</p>
      {error ? <Trouble error={error} again={() => refetch()} /> : null}
      {data?.items.length === 0 ? <p>{t('desk.own.no_passkey')}</p> : null}
      <ul className="form">
        {(data?.items ?? []).map((each) => (
          <Passkey key={each.id} passkey={each} />
        ))}
      </ul>
      {knowsPasskeys() ? <AddPasskey /> : null}
    </section>
  );
}

/** The label, and one press: the rest is the device's. */
function AddPasskey() {
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [label, setLabel] = useState('');
  const add = useMutation({
    async mutationFn() {
      const { options } = await wantPasskey();
      return keepPasskey({ label: label.trim(), made: await makePasskey(options) });
    },
    async onSuccess() {
      setLabel('');
      message.success(t('desk.own.passkey_added'));
      for (const queryKey of [['passkeys'], ['own-sessions'], ['me']]) await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t('desk.own.passkey_name')}</label>
        <Input id={id} value={label} maxLength={40} onChange={(event) => setLabel(event.target.value)} />
        <span className="hint">{t('desk.own.passkey_hint')}</span>
      </div>
      {add.error ? (
        <p className="wrong" role="alert">
          {saidOf(add.error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" disabled={label.trim() === ''} loading={add.isPending}>
          {t('desk.own.passkey_add')}
        </Button>
      </div>
    </form>
  );
}

type Doing = 'rename' | 'remove';

function Passkey({ passkey }: { passkey: PasskeyShape }) {
  const now = new Date(useNow(60));
  const [doing, setDoing] = useState<Doing>();
  const { label } = passkey;
  const made = sayAgo(passkey.createdAt, now);
  return (
    <li className="form">
      <span style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <b>{label}</b>
        <span className="soft">
          {passkey.lastUsedAt
            ? t('desk.own.passkey_used', { made, used: sayAgo(passkey.lastUsedAt, now) })
            : t('desk.own.passkey_made', { made })}
        </span>
        {(['rename', 'remove'] as const).map((each) => (
          <Button
            key={each}
            size="small"
            aria-expanded={doing === each}
            aria-label={t(`desk.own.passkey_${each}_which`, { label })}
            onClick={() => setDoing(doing === each ? undefined : each)}
          >
            {t(`desk.own.passkey_${each}`)}
          </Button>
        ))}
      </span>
      {doing ? <Change key={doing} passkey={passkey} doing={doing} onClose={() => setDoing(undefined)} /> : null}
    </li>
  );
}

interface ChangeProps {
  passkey: PasskeyShape;
  doing: Doing;
  onClose: () => void;
}

function Change({ passkey, doing, onClose }: ChangeProps) {
  const id = useId();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [label, setLabel] = useState(passkey.label);
  const change = useMutation({
    mutationFn: () => (doing === 'rename' ? renamePasskey(passkey.id, label.trim()) : removePasskey(passkey.id)),
    async onSuccess() {
      message.success(
        doing === 'rename' ? t('desk.own.passkey_renamed') : t('desk.own.passkey_removed', { label: passkey.label }),
      );
      onClose();
      for (const queryKey of [['passkeys'], ['own-sessions'], ['me']]) await client.invalidateQueries({ queryKey });
    },
  });
  return (
    <form
      className="card form"
      aria-label={t(`desk.own.passkey_${doing}_which`, { label: passkey.label })}
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      {doing === 'rename' ? (
        <div className="field">
          <label htmlFor={id}>{t('desk.own.passkey_name')}</label>
          <Input id={id} autoFocus value={label} maxLength={40} onChange={(event) => setLabel(event.target.value)} />
        </div>
      ) : (
        <p>{t('desk.own.passkey_remove_says', { label: passkey.label })}</p>
      )}
      {change.error ? (
        <p className="wrong" role="alert">
          {saidOf(change.error)}
        </p>
      ) : null}
      <div className="send">
        <Button
          type="primary"
          danger={doing === 'remove'}
          htmlType="submit"
          disabled={label.trim() === ''}
          loading={change.isPending}
        >
          {t(`desk.own.passkey_${doing}`)}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
