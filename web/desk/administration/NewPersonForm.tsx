import { useMutation } from '@tanstack/react-query';
import { Button, Checkbox, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { addPerson } from '../calls.ts';
import { problemText } from '../frame/said.tsx';

/** Enters a person; with an account, staff who can sign in here. */
export function NewPersonForm({ onClose, onAdded }: { onClose: () => void; onAdded: (person: PersonSummary) => void }) {
  const id = useId();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [withAccount, setWithAccount] = useState(false);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const add = useMutation({
    mutationFn: () =>
      addPerson({
        name: name.trim(),
        ...(withAccount || phone.trim() === '' ? {} : { phone: phone.trim() }),
        ...(withAccount ? { account: { username: username.trim(), password } } : {}),
      }),
    onSuccess: onAdded,
  });
  const field = add.error ? asRefusal(add.error).field : undefined;
  return (
    <Modal open title={t('desk.people.add')} onCancel={onClose} footer={null} destroyOnHidden>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') add.mutate();
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-name`}>{t('desk.members.name')}</label>
          <Input
            id={`${id}-name`}
            autoFocus
            value={name}
            maxLength={60}
            onChange={(event) => setName(event.target.value)}
          />
        </div>
        {withAccount ? (
          <p>{t('desk.people.phone_later')}</p>
        ) : (
          <div className="field">
            <label htmlFor={`${id}-phone`}>{t('desk.people.phone')}</label>
            <Input
              id={`${id}-phone`}
              inputMode="tel"
              value={phone}
              onChange={(event) => setPhone(event.target.value)}
              {...(field === '/phone' ? { status: 'error' as const } : {})}
            />
          </div>
        )}
        <Checkbox checked={withAccount} onChange={(event) => setWithAccount(event.target.checked)}>
          {t('desk.people.with_account')}
        </Checkbox>
        {withAccount ? (
          <div className="row2">
            <div className="field">
              <label htmlFor={`${id}-username`}>{t('desk.login.username')}</label>
              <Input
                id={`${id}-username`}
                autoComplete="off"
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
            </div>
            <div className="field">
              <label htmlFor={`${id}-password`}>{t('desk.people.first_password')}</label>
              <Input.Password
                id={`${id}-password`}
                autoComplete="new-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </div>
          </div>
        ) : null}
        {add.error ? (
          <p className="wrong" role="alert">
            {problemText(add.error)}
          </p>
        ) : null}
        <div className="send">
          <Button
            type="primary"
            htmlType="submit"
            loading={add.isPending}
            disabled={name.trim() === '' || (withAccount && (username === '' || password === ''))}
          >
            {t('desk.people.add_do')}
          </Button>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
        </div>
      </form>
    </Modal>
  );
}
