import Phone from 'lucide-react/icons/phone';
import { Button } from '../../../ui/Button.tsx';
import { Card } from '../../../ui/Card.tsx';
import { t } from '../../../ui/language.ts';
import { Frame } from '../../Frame.tsx';
import styles from '../../page.module.css';
import { useOrder } from '../../queries.ts';
import type { PageProps } from '../../router.ts';
import { sayOrder } from '../../sentences.ts';
import { Loaded } from '../../states.tsx';

/** It has arrived: its number, and what happens next. An emergency says first whom to call. */
export function Sent({ at }: { at: PageProps }) {
  const order = useOrder(at['id'] ?? null);
  return (
    <Frame title={t('resident.sent.title')} back="/" done>
      <Loaded of={order} title={t('resident.sent.title')}>
        {(sent) => {
          const standing = sayOrder(sent, new Date());
          return (
            <div className={styles.wide}>
              {sent.callFirst ? (
                <Card tone="danger">
                  <h1 tabIndex={-1}>
                    {sent.callFirst === '12356'
                      ? t('resident.danger.care_title')
                      : t('resident.sent.call_first', { number: sent.callFirst })}
                  </h1>
                  {sent.callFirst === '12356' ? <p>{t('resident.danger.care_text')}</p> : null}
                  <Button look="main" icon={Phone} href={`tel:${sent.callFirst}`}>
                    {t('resident.call_number', { number: sent.callFirst })}
                  </Button>
                  <p>{t('resident.next.redirected')}</p>
                </Card>
              ) : (
                <>
                  <h1 tabIndex={-1}>{t('resident.sent.title')}</h1>
                  <Card tone="done">
                    <p className={styles.sentence}>{standing.now}</p>
                    {standing.next ? <p>{standing.next}</p> : null}
                    {standing.seenBy ? <p className={styles.soft}>{standing.seenBy}</p> : null}
                  </Card>
                </>
              )}
              <p>{t('resident.sent.number', { number: sent.number })}</p>
              <div className={styles.acts}>
                <Button href={`/orders/${sent.id}`}>{t('resident.sent.look')}</Button>
                <Button href="/">{t('action.home')}</Button>
              </div>
            </div>
          );
        }}
      </Loaded>
    </Frame>
  );
}
