import { type FormEvent, useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { Button } from '../../ui/Button.tsx';
import { ChoiceField, TextField } from '../../ui/Field.tsx';
import { t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { Frame } from '../Frame.tsx';
import { may } from '../OrderCard.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { actOn, useOrder } from '../queries.ts';
import { goBack, type PageProps } from '../router.ts';
import { StillTyped } from '../StillTyped.tsx';
import { sayOrder } from '../sentences.ts';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { useTyped } from '../typed.ts';

/** How it went: one tap when all is well, a few words when it is not. */
export function Review({ at }: { at: PageProps }) {
  const id = at['id'] ?? '';
  return (
    <Frame title={t('resident.review.title')} back={`/orders/${id}`}>
      <h1 tabIndex={-1}>{t('resident.review.title')}</h1>
      <SignedIn why={t('resident.orders.sign_in')} receiptOf={id}>
        <Known id={id} />
      </SignedIn>
    </Frame>
  );
}

function Known({ id }: { id: string }) {
  return (
    <Loaded of={useOrder(id)}>
      {(order) =>
        may(order, 'review') ? (
          <ReviewForm order={order} />
        ) : (
          <>
            <p className={styles.note}>{sayOrder(order, new Date()).now}</p>
            <StillTyped place={`review:${id}`} />
          </>
        )
      }
    </Loaded>
  );
}

const grades = ['5', '4', '3', '2', '1'] as const;

interface Judgement {
  solved: 'yes' | 'no' | null;
  grade: (typeof grades)[number] | null;
  words: string;
}
const UNJUDGED: Judgement = { solved: null, grade: null, words: '' };

function ReviewForm({ order }: { order: OrderDetail }) {
  const { typed, type, forget } = useTyped(`review:${order.id}`, UNJUDGED);
  const { solved, grade, words } = typed;
  const [error, setError] = useState<string>();
  const [whole, setWhole] = useState(true);
  const { busy, refusal, run, stayed } = useDoing();
  const send = async (stars: number, isSolved: boolean) => {
    setWhole(solved === null);
    const said = words.trim();
    const done = await run(() =>
      actOn(order.id, 'review', { stars, solved: isSolved, ...(said ? { words: said } : {}) }),
    );
    if (!done) return;
    forget();
    if (stayed()) goBack(`/orders/${order.id}`);
    toast(t(isSolved ? 'resident.review.thanks' : 'resident.review.heard'));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (grade === null) {
      setError(t('resident.review.grade_missing'));
      document.getElementById('grade')?.querySelector('input')?.focus();
      return;
    }
    void send(Number(grade), solved === 'yes');
  };
  return (
    <form className={styles.wide} onSubmit={submit} noValidate>
      <p className={styles.sentence}>{sayOrder(order, new Date()).now}</p>
      {solved === null ? (
        <div className={styles.stack}>
          <Button look="main" busy={busy} onPress={() => send(5, true)}>
            {t('resident.review.all_well')}
          </Button>
          {refusal && whole ? <Trouble refusal={refusal} onRetry={() => send(5, true)} /> : null}
          <Button onPress={() => type({ solved: 'yes' })}>{t('resident.review.solved')}</Button>
          <Button onPress={() => type({ solved: 'no' })}>{t('resident.review.not_solved')}</Button>
        </div>
      ) : (
        <>
          <p>
            {t(
              solved === 'yes'
                ? 'resident.review.solved_what'
                : order.status === 'replied'
                  ? 'resident.review.dispute_what'
                  : order.reopened === 0
                    ? 'resident.review.again_what'
                    : 'resident.review.above_what',
            )}
          </p>
          <ChoiceField
            id="grade"
            label={t('resident.review.grade')}
            error={error}
            options={grades.map((value) => ({ value, label: t(`resident.review.grade_${value}`) }))}
            value={grade}
            onChange={(value) => {
              type({ grade: value });
              setError(undefined);
            }}
          />
          <TextField
            label={t(solved === 'yes' ? 'resident.review.words' : 'resident.review.what_left')}
            hint={t('resident.optional')}
            value={words}
            onChange={(said) => type({ words: said })}
            rows={3}
            maxLength={2000}
          />
          {refusal && !whole ? <Trouble refusal={refusal} submits /> : null}
          <Button look="main" submits busy={busy}>
            {t('resident.review.send')}
          </Button>
          <Button onPress={() => type({ solved: null })}>{t('action.back')}</Button>
        </>
      )}
    </form>
  );
}
