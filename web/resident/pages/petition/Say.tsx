import { type FormEvent, useState } from 'react';
import type { OrderDetail } from '../../../../src/orders/schema/views.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { Frame } from '../../Frame.tsx';
import { may } from '../../OrderCard.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { actOn, useOrder } from '../../queries.ts';
import { goBack, type PageProps } from '../../router.ts';
import { StillTyped } from '../../StillTyped.tsx';
import { sayOrder } from '../../sentences.ts';
import { Loaded, SignedIn, Trouble } from '../../states.tsx';
import { useTyped } from '../../typed.ts';

type Deed = 'respond' | 'ask_reconsideration';

/** Answers what the department asked: it does not learn who answers. */
export function Answer({ at }: { at: PageProps }) {
  return <Say id={at['id'] ?? ''} deed="respond" />;
}

/** Asks the level above to look at a reply again. */
export function Reconsider({ at }: { at: PageProps }) {
  return <Say id={at['id'] ?? ''} deed="ask_reconsideration" />;
}

function Say({ id, deed }: { id: string; deed: Deed }) {
  return (
    <Frame title={t(`resident.say.${deed}`)} back={`/orders/${id}`}>
      <h1 tabIndex={-1}>{t(`resident.say.${deed}`)}</h1>
      <SignedIn why={t('resident.orders.sign_in')} receiptOf={id}>
        <Known id={id} deed={deed} />
      </SignedIn>
    </Frame>
  );
}

function Known({ id, deed }: { id: string; deed: Deed }) {
  return (
    <Loaded of={useOrder(id)}>
      {(order) =>
        may(order, deed) ? (
          <SayForm order={order} deed={deed} />
        ) : (
          <>
            <p className={styles.note}>{sayOrder(order, new Date()).now}</p>
            <StillTyped place={`${deed}:${id}`} />
          </>
        )
      }
    </Loaded>
  );
}

function SayForm({ order, deed }: { order: OrderDetail; deed: Deed }) {
  const { typed, type, forget } = useTyped(`${deed}:${order.id}`, { words: '' });
  const { words } = typed;
  const [error, setError] = useState<string>();
  const { busy, refusal, run, stayed } = useDoing();
  const about = order.words
    .filter((each) => each.kind === (deed === 'respond' ? 'question' : 'reply'))
    .slice(-1)[0]?.words;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const said = words.trim();
    if (said.length < 2) {
      setError(t('resident.say.missing'));
      document.getElementById('say')?.focus();
      return;
    }
    const done = await run(() =>
      deed === 'respond' ? actOn(order.id, deed, { words: said }) : actOn(order.id, deed, { reason: said }),
    );
    if (!done) return;
    forget();
    if (stayed()) goBack(`/orders/${order.id}`);
    toast(t(`resident.say.${deed}.done`));
  };
  return (
    <form className={styles.wide} onSubmit={(event) => void submit(event)} noValidate>
      {about ? <p className={styles.words}>{about}</p> : null}
      <p className={styles.soft}>{t(`resident.say.${deed}.hint`)}</p>
      <TextField
        id="say"
        label={t(`resident.say.${deed}.words`)}
        error={error}
        value={words}
        onChange={(value) => {
          type({ words: value });
          setError(undefined);
        }}
        rows={4}
        maxLength={deed === 'respond' ? 2000 : 500}
      />
      <Button look="main" submits busy={busy}>
        {t('resident.say.send')}
      </Button>
      {refusal ? <Trouble refusal={refusal} submits /> : null}
    </form>
  );
}
