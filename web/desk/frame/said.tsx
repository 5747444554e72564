import { Button } from 'antd';
import type { ReactNode } from 'react';
import { asRefusal } from '../../ui/api.ts';
import { say, t } from '../../ui/language.ts';

/** What went wrong, in the reader's language; whose turn it is. */
export function problemText(error: unknown): string {
  return asRefusal(error).sentence;
}

/** The reason why an action cannot be done now, from its problem code. */
export function reasonText(code: string | null): string | undefined {
  return code === null ? undefined : (say(`desk.reason.${code}`) ?? say(`problem.${code}`) ?? code);
}

/** Something that could not be read, with the way out. */
export function Trouble({ error, again }: { error: unknown; again?: (() => void) | undefined }) {
  return (
    <div className="empty" role="alert">
      <p>{problemText(error)}</p>
      {again ? <Button onClick={again}>{t('desk.again')}</Button> : null}
    </div>
  );
}

/** One line and at most one button: there is nothing here, and why. */
export function Nothing({ children, action }: { children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p>{children}</p>
      {action}
    </div>
  );
}
