import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';

interface Props {
  busy: boolean;
  onTake: () => void;
  onClose: () => void;
}

/** What is to be taken meets in time what is taken already: asked once, and never refused. */
export function Overlap({ busy, onTake, onClose }: Props) {
  return (
    <Dialog title={t('resident.offers.conflict')} onClose={onClose}>
      <p>{t('resident.offers.conflict_what')}</p>
      <Button
        look="main"
        busy={busy}
        onPress={() => {
          onClose();
          onTake();
        }}
      >
        {t('resident.offers.take_anyway')}
      </Button>
      <Button onPress={onClose}>{t('action.cancel')}</Button>
    </Dialog>
  );
}
