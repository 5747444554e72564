import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { Breach } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { startOfDate } from '../../ui/times.ts';
import { enterConcerned } from '../calls.ts';
import { problemText } from '../frame/said.tsx';
import { AccountField } from './AccountField.tsx';
import { type LookedAt, useLookedAt } from './looked-at.ts';

const DAY = 86_400_000;

/** Finds those concerned: by numbers of orders, or by whom an account looked at. */
export function ConcernedForm({ breach, onDone }: { breach: Breach; onDone: () => void }) {
  const id = useId();
  const [numbers, setNumbers] = useState('');
  const looked = useLookedAt();
  const [refused, setRefused] = useState(false);
  const listed = numbers.split(/[\s,，、]+/).filter((each) => each !== '');
  const wrong = wrongWith(looked);
  const enter = useMutation({
    mutationFn: () => enterConcerned(breach.id, { numbers: listed, ...lookedAtBy(looked) }),
    onSuccess: onDone,
  });
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        setRefused(wrong !== undefined);
        if (wrong) enter.reset();
        else enter.mutate();
      }}
    >
      <div className="field">
        <label htmlFor={`${id}-numbers`}>{t('desk.breach.people.numbers')}</label>
        <Input.TextArea
          id={`${id}-numbers`}
          value={numbers}
          autoSize={{ minRows: 2, maxRows: 8 }}
          aria-describedby={`${id}-numbers-hint`}
          onChange={(event) => setNumbers(event.target.value)}
        />
        <span id={`${id}-numbers-hint`} className="hint">
          {t('desk.breach.people.numbers_hint')}
        </span>
      </div>
      <LookedAtFields id={id} looked={looked} wrong={refused ? wrong : undefined} />
      <Button htmlType="submit" loading={enter.isPending} disabled={listed.length === 0 && filledOf(looked) === 0}>
        {t('desk.breach.people.add')}
      </Button>
      <p role="status">
        {enter.data ? t('desk.breach.people.added', { count: enter.data.added }) : null}{' '}
        {enter.data && enter.data.unknown.length > 0
          ? t('desk.breach.people.unknown', { numbers: enter.data.unknown.join(t('desk.list')) })
          : null}
        {enter.error ? problemText(enter.error) : null}
      </p>
    </form>
  );
}

function LookedAtFields({ id, looked, wrong }: { id: string; looked: LookedAt; wrong: string | undefined }) {
  const says = `${id}-wrong`;
  const marked = wrong ? { status: 'error' as const, 'aria-describedby': says } : {};
  return (
    <>
      <AccountField id={`${id}-actor`} looked={looked} wrong={wrong ? says : undefined} />
      <div className="row2">
        {(['from', 'to'] as const).map((end) => (
          <div className="field" key={end}>
            <label htmlFor={`${id}-${end}`}>{t(`desk.breach.people.${end}`)}</label>
            <Input
              id={`${id}-${end}`}
              type="date"
              value={looked[end]}
              {...marked}
              onChange={(event) => looked.fill({ [end]: event.target.value })}
            />
          </div>
        ))}
      </div>
      {wrong ? (
        <p id={says} className="wrong" role="alert">
          {wrong}
        </p>
      ) : null}
    </>
  );
}

function filledOf({ account, from, to }: LookedAt): number {
  return [account, from, to].filter((each) => each).length;
}

/** Half an answer would leave people out whom the law wants told. */
function wrongWith(looked: LookedAt): string | undefined {
  const filled = filledOf(looked);
  if (filled > 0 && filled < 3) return t('desk.breach.people.half');
  return filled === 3 && looked.from > looked.to ? t('desk.breach.people.backwards') : undefined;
}

function lookedAtBy({ account, from, to }: LookedAt) {
  if (!account) return {};
  const end = new Date(startOfDate(to).getTime() + DAY);
  return { lookedAtBy: { actorId: account.id, from: startOfDate(from).toISOString(), to: end.toISOString() } };
}
