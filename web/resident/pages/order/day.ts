import { t } from '../../../ui/language.ts';
import type { dayFault } from '../../draft.ts';

type Fault = ReturnType<typeof dayFault>;

/** What is wrong with a field of the day, in a sentence; nothing where another one is to blame. */
export function sayFault(fault: Fault, field: 'day' | 'part'): string | undefined {
  return fault?.field === field ? t(`resident.when.${fault.why}`) : undefined;
}

/** Brings the reader to the field that is to blame. */
export function focusOn(id: string): void {
  const place = document.getElementById(id);
  (place?.querySelector('input') ?? place)?.focus();
}
