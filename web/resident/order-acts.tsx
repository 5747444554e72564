import Phone from 'lucide-react/icons/phone';
import { useEffect, useRef, useState } from 'react';
import type { OrderDetail } from '../../src/orders/schema/views.ts';
import { answerOf, api, asRefusal, type Refusal } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { t } from '../ui/language.ts';
import { toast } from '../ui/Toast.tsx';
import styles from './page.module.css';
import { actOn } from './queries.ts';
import { stayingHere } from './router.ts';
import { Trouble } from './states.tsx';
import { useTyped } from './typed.ts';

/**
 * Runs one write at a time for a button, and keeps what the server refused. Where that was one field, and the page has one of
 * its name, the reader is brought to it. `stayed` tells whether they are still where the last one began: an answer that comes
 * late leads nobody away.
 */
export function useDoing(): {
  busy: boolean;
  refusal: Refusal | undefined;
  run: (act: () => Promise<unknown>) => Promise<boolean>;
  stayed: () => boolean;
} {
  const isHere = useRef<() => boolean>(() => true);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  useEffect(() => {
    if (refusal?.field) document.getElementById(refusal.field.slice(1))?.focus();
  }, [refusal]);
  const run = async (act: () => Promise<unknown>) => {
    isHere.current = stayingHere();
    setBusy(true);
    setRefusal(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setRefusal(asRefusal(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { busy, refusal, run, stayed: () => isHere.current() };
}

interface Shown {
  name: string | null;
  phone: string | null;
  masked: boolean;
}

/** Shows the numbers of those one may call now; each showing is recorded. */
export function ContactButton({ order, label }: { order: OrderDetail; label?: string }) {
  const [people, setPeople] = useState<Shown[]>();
  const { busy, refusal, run } = useDoing();
  const show = () =>
    run(async () => {
      const { items } = await answerOf(api.POST('/api/v1/orders/{id}/contact', { params: { path: { id: order.id } } }));
      setPeople(items);
    });
  return (
    <>
      <Button busy={busy} onPress={show}>
        {label ?? t('resident.contact.do')}
      </Button>
      {refusal ? <Trouble refusal={refusal} onRetry={show} /> : null}
      {people ? (
        <Dialog title={t('resident.contact.title')} onClose={() => setPeople(undefined)}>
          {people.map((person) => (
            <div key={person.phone} className={styles.stack}>
              {person.phone ? (
                <Button look="main" icon={Phone} href={`tel:${person.phone}`}>
                  {t('resident.contact.call', {
                    name: person.name ?? t('resident.contact.somebody'),
                    phone: person.phone,
                  })}
                </Button>
              ) : (
                <p>{t('resident.contact.no_phone', { name: person.name ?? t('resident.contact.somebody') })}</p>
              )}
            </div>
          ))}
          <p className={styles.soft}>
            {t(people.some((person) => person.masked) ? 'resident.contact.masked' : 'resident.contact.note')}
          </p>
          <Button onPress={() => setPeople(undefined)}>{t('action.close')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}

/** Takes an order back, after saying what that does. */
export function WithdrawButton({ order }: { order: OrderDetail }) {
  const [open, setOpen] = useState(false);
  const { typed, type, forget } = useTyped(`withdraw:${order.id}`, { words: '' });
  const { busy, refusal, run } = useDoing();
  const withdraw = async () => {
    const reason = typed.words.trim();
    if (!(await run(() => actOn(order.id, 'withdraw', reason ? { reason } : {})))) return;
    forget();
    setOpen(false);
    toast(t('resident.withdraw.done'));
  };
  const coming = order.assigned > 0;
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('resident.withdraw.do')}</Button>
      {open ? (
        <Dialog title={t('resident.withdraw.title')} onClose={() => setOpen(false)}>
          <p>{t(coming ? 'resident.withdraw.tells' : 'resident.withdraw.stops')}</p>
          <TextField
            label={t('resident.withdraw.reason')}
            hint={t('resident.optional')}
            value={typed.words}
            onChange={(words) => type({ words })}
            maxLength={500}
            rows={2}
          />
          {refusal ? <Trouble refusal={refusal} onRetry={withdraw} /> : null}
          <Button look="danger" busy={busy} onPress={withdraw}>
            {t('resident.withdraw.sure')}
          </Button>
          <Button onPress={() => setOpen(false)}>{t('resident.withdraw.keep')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}
