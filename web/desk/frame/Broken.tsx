import { Button } from 'antd';
import { useEffect } from 'react';
import { t } from '../../ui/language.ts';
import { Nothing } from './said.tsx';

/** A page that failed to draw itself: says so, and offers it anew. The fault itself goes where faults are heard. */
export function Broken({ error }: { error: unknown }) {
  useEffect(() => reportError(error), [error]);
  return (
    <main className="body" role="alert">
      <Nothing action={<Button onClick={() => location.reload()}>{t('desk.broken.again')}</Button>}>
        {t('desk.broken')}
      </Nothing>
    </main>
  );
}
