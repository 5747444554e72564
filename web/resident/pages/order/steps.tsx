import type { ReactNode } from 'react';
import { t } from '../../../ui/language.ts';
import { Frame } from '../../Frame.tsx';
import styles from '../../page.module.css';
import { go } from '../../router.ts';

const ORDER = ['/order', '/order/where', '/order/when', '/order/check'] as const;
export type Step = (typeof ORDER)[number] | '/order/photos' | '/order/whom';

/** Whether the reader came from the page of answers to change one of them. */
export function isChanging(): boolean {
  return new URLSearchParams(location.search).has('check');
}

/** Goes on from a step: to the next question, or back to the answers when only one was to be changed. */
export function goOn(from: Step): void {
  const next = ORDER[ORDER.indexOf(from as (typeof ORDER)[number]) + 1];
  go(isChanging() || next === undefined ? '/order/check' : next);
}

/** One question of an order. */
export function Question({ step, title, children }: { step: Step; title: string; children: ReactNode }) {
  const number = ORDER.indexOf(step as (typeof ORDER)[number]) + 1;
  const before = ORDER[number - 2] ?? '/';
  return (
    <Frame title={title} back={isChanging() ? '/order/check' : before}>
      <div className={styles.wide}>
        <div>
          {number > 0 ? (
            <p className={styles.small}>{t('resident.order.step', { step: number, count: ORDER.length })}</p>
          ) : null}
          <h1 tabIndex={-1}>{title}</h1>
        </div>
        {children}
      </div>
    </Frame>
  );
}
