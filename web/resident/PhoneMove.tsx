import type { Me } from '../../src/identity/schema.ts';
import { answerOf, api } from '../ui/api.ts';
import { Button } from '../ui/Button.tsx';
import { t } from '../ui/language.ts';
import { toast } from '../ui/Toast.tsx';
import { sayTime } from '../ui/times.ts';
import { useDoing } from './order-acts.tsx';
import styles from './page.module.css';
import { put } from './remote.ts';
import { Trouble } from './states.tsx';

/** Another number that waits to become mine: when, who asked for it, and saying no. */
export function PhoneMove({ move }: { move: NonNullable<Me['phoneMove']> }) {
  const { busy, refusal, run } = useDoing();
  const keep = async () => {
    if (!(await run(() => answerOf(api.DELETE('/api/v1/me/phone/move'))))) return;
    put('me', await answerOf(api.GET('/api/v1/me')));
    toast(t('resident.me.moving_kept'));
  };
  const words = { when: sayTime(move.movesAt, new Date()), phone: move.phoneMasked };
  return (
    <section className={styles.stack}>
      <p>{t(move.byStaff ? 'resident.me.moving_staff' : 'resident.me.moving', words)}</p>
      {refusal ? <Trouble refusal={refusal} onRetry={keep} /> : null}
      <div>
        <Button busy={busy} onPress={keep}>
          {t('resident.me.moving_no')}
        </Button>
      </div>
    </section>
  );
}
