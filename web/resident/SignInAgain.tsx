import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { t } from '../ui/language.ts';
import { toast } from '../ui/Toast.tsx';
import { SignIn } from './SignIn.tsx';

/** Signing in over a page whose session has ended: the page stays as it is below. */
export function SignInAgain({ onClose }: { onClose: () => void }) {
  const back = () => {
    onClose();
    toast(t('resident.session.back'));
  };
  return (
    <Dialog title={t('resident.session.ended_title')} onClose={onClose}>
      <p>{t('resident.session.ended')}</p>
      <SignIn ask={t('resident.login.ask_code')} onSignedIn={back} />
      <Button onPress={onClose}>{t('action.cancel')}</Button>
    </Dialog>
  );
}
