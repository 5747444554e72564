import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { removeSecondFactor } from '../calls.ts';
import { SetUpApp } from '../frame/SecondFactor.tsx';
import { problemText } from '../frame/said.tsx';
import { useMe } from '../session.tsx';

/** The authenticator app: set up, or taken away to set up another. */
export function AuthenticatorApp() {
  const me = useMe();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [opened, setOpened] = useState(false);
  const close = () => {
    setOpened(false);
    for (const queryKey of [['me'], ['own-sessions']]) client.invalidateQueries({ queryKey });
  };
  const remove = useMutation({
    mutationFn: removeSecondFactor,
    onSuccess() {
      message.success(t('desk.own.app_removed'));
      close();
    },
  });
  const button = me.authenticatorApp ? 'desk.own.app_remove' : 'desk.own.app_begin';
  return (
    <section className="card form" aria-label={t('desk.own.app')}>
      <h2>{t('desk.own.app')}</h2>
      <p>{t(me.authenticatorApp ? 'desk.own.app_set' : 'desk.own.app_unset')}</p>
      {opened ? null : (
        <div className="send">
          <Button onClick={() => setOpened(true)}>{t(button)}</Button>
        </div>
      )}
      {opened && me.authenticatorApp ? (
        <div className="form">
          <p>{t('desk.own.app_remove_says')}</p>
          {remove.error ? (
            <p className="wrong" role="alert">
              {problemText(remove.error)}
            </p>
          ) : null}
          <div className="send">
            <Button danger type="primary" loading={remove.isPending} onClick={() => remove.mutate()}>
              {t('desk.own.app_remove')}
            </Button>
            <Button onClick={() => setOpened(false)}>{t('action.cancel')}</Button>
          </div>
        </div>
      ) : null}
      {opened && !me.authenticatorApp ? <SetUpApp onDone={close} /> : null}
    </section>
  );
}
