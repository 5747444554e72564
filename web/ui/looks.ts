import { say, t } from './language.ts';

/** The ground of a look in the reader's words; a code that nobody has words for yet stands for itself. */
export function whyText(code: string): string {
  if (code.startsWith('order_')) return t('audit.why.order');
  return say(`audit.why.${code}`) ?? code;
}
