import { useMutation } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useId, useState } from 'react';
import { type LossReason, lossReasons } from '../../../src/identity/schema/passkeys.ts';
import type { PersonSummary } from '../../../src/identity/schema.ts';
import { t } from '../../ui/language.ts';
import { takeAuthenticators } from '../calls.ts';
import { problemText } from '../frame/said.tsx';

interface Props {
  person: PersonSummary;
  onDone: (sentence: string) => void;
}

/** Takes away what somebody lost who signs in as staff: says what it does, by name, and asks why. */
export function LostAuthenticators({ person, onDone }: Props) {
  const id = useId();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState<LossReason>('lost');
  const take = useMutation({
    mutationFn: () => takeAuthenticators(person.id, reason),
    onSuccess() {
      setOpened(false);
      onDone(t('desk.lost.done'));
    },
  });
  if (!opened)
    return (
      <div className="send">
        <Button onClick={() => setOpened(true)}>{t('desk.lost')}</Button>
      </div>
    );
  return (
    <form
      className="card form"
      aria-label={t('desk.lost')}
      onSubmit={(event) => {
        event.preventDefault();
        take.mutate();
      }}
    >
      <p>{t('desk.lost.says', { name: person.name ?? t('desk.fact.nameless') })}</p>
      <div className="field">
        <label htmlFor={id}>{t('desk.lost.reason')}</label>
        <Select
          id={id}
          value={reason}
          onChange={setReason}
          options={lossReasons.map((each) => ({ value: each, label: t(`desk.lost.reason.${each}`) }))}
        />
      </div>
      {take.error ? (
        <p className="wrong" role="alert">
          {problemText(take.error)}
        </p>
      ) : null}
      <div className="send">
        <Button danger type="primary" htmlType="submit" loading={take.isPending}>
          {t('desk.lost.do')}
        </Button>
        <Button onClick={() => setOpened(false)}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
