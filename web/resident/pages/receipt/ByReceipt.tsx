import type { OrderDetail } from '../../../../src/orders/schema/views.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/language.ts';
import styles from '../../page.module.css';
import { holdsReceipt, putReceiptAway } from '../../receipt.ts';
import { forgetAll } from '../../remote.ts';
import { goInstead } from '../../router.ts';
import { forgetTyped } from '../../typed.ts';

/** Of a petition that a receipt opened: nobody tells its writer, how that can be changed, and how to leave no trace here. */
export function ByReceipt({ order }: { order: OrderDetail }) {
  if (!order.byReceipt || !holdsReceipt(order.id)) return null;
  const putAway = () => {
    putReceiptAway();
    forgetTyped();
    goInstead('/');
    forgetAll();
  };
  return (
    <section className={styles.note}>
      <p>{t('resident.receipt.look_yourself')}</p>
      <div className={styles.acts}>
        <Button href="/receipt/claim">{t('resident.receipt.claim')}</Button>
        <Button onPress={putAway}>{t('resident.receipt.put_away')}</Button>
      </div>
    </section>
  );
}
