import { Button } from '../ui/Button.tsx';
import type { IconPicture } from '../ui/Icon.tsx';
import { t } from '../ui/language.ts';
import { inWeChat } from './installed.ts';

/** Prints the page. WeChat's browser prints nothing and says nothing: there it is not offered. */
export function PrintButton({ icon, onPrint }: { icon?: IconPicture; onPrint?: () => void }) {
  if (inWeChat()) return null;
  const print = () => {
    onPrint?.();
    window.print();
  };
  return (
    <Button {...(icon ? { icon } : {})} onPress={print}>
      {t('resident.print')}
    </Button>
  );
}
