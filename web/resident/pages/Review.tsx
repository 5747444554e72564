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
import { goInstead, type PageProps } from '../router.ts';
import { sayOrder } from '../sentences.ts';
import { FormTrouble, Loaded, SignedIn } from '../states.tsx';

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
          <p className={styles.note}>{sayOrder(order, new Date()).now}</p>
        )
      }
    </Loaded>
  );
}

const grades = ['5', '4', '3', '2', '1'] as const;

function ReviewForm({ order }: { order: OrderDetail }) {
  const [solved, setSolved] = useState<'yes' | 'no' | null>(null);
  const [grade, setGrade] = useState<(typeof grades)[number] | null>(null);
  const [words, setWords] = useState('');
  const [error, setError] = useState<string>();
  const { busy, refusal, run } = useDoing();
  const send = async (stars: number, isSolved: boolean) => {
    const said = words.trim();
    const done = await run(() =>
      actOn(order.id, 'review', { stars, solved: isSolved, ...(said ? { words: said } : {}) }),
    );
    if (!done) return;
    goInstead(`/orders/${order.id}`);
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
          <Button onPress={() => setSolved('yes')}>{t('resident.review.solved')}</Button>
          <Button onPress={() => setSolved('no')}>{t('resident.review.not_solved')}</Button>
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
              setGrade(value);
              setError(undefined);
            }}
          />
          <TextField
            label={t(solved === 'yes' ? 'resident.review.words' : 'resident.review.what_left')}
            hint={t('resident.optional')}
            value={words}
            onChange={setWords}
            rows={3}
            maxLength={2000}
          />
          <Button look="main" submits busy={busy}>
            {t('resident.review.send')}
          </Button>
          <Button onPress={() => setSolved(null)}>{t('action.back')}</Button>
        </>
      )}
      <FormTrouble refusal={refusal} />
    </form>
  );
}
