import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { forgetDraft } from '../../draft.ts';

/** Throws away what was begun, after saying what goes: whoever takes up this phone next finds nothing of it. */
export function ThrowAway() {
  const [asking, setAsking] = useState(false);
  const throwAway = () => {
    setAsking(false);
    forgetDraft();
    toast(t('resident.throw_away.done'));
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{t('resident.throw_away.do')}</Button>
      {asking ? (
        <Dialog title={t('resident.throw_away.title')} onClose={() => setAsking(false)}>
          <p>{t('resident.throw_away.what')}</p>
          <Button look="danger" onPress={throwAway}>
            {t('resident.throw_away.sure')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}
