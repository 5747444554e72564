import type { BreachInput } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayClock, sayDate } from '../../ui/times.ts';
import type { ShownField } from '../frame/Overtaken.tsx';

/** What a notice says, in which version. */
export type Noticed = BreachInput & { version: number };

/** What is said of a breach in words, in the order of the notice. */
export const noticeWords = ['what', 'cause', 'consequences', 'measuresTaken', 'measuresForPeople', 'contact'] as const;

/** What can be changed of a notice, as it is read. */
export function noticeFields(): ShownField<Noticed, keyof BreachInput>[] {
  const when = (at: string | null) =>
    at ? `${sayDate(at, new Date(at))} ${sayClock(at)}` : t('desk.breach.unknown_time');
  return [
    { name: 'foundAt', label: t('desk.breach.found'), text: (notice) => when(notice.foundAt) },
    { name: 'happenedAt', label: t('desk.breach.happened'), text: (notice) => when(notice.happenedAt) },
    { name: 'dataKinds', label: t('desk.breach.data'), text: (notice) => kindsText(notice.dataKinds) },
    ...noticeWords.map((name) => ({ name, label: t(`desk.breach.${name}`), text: (notice: Noticed) => notice[name] })),
  ];
}

/** Kinds of data, one after the other. */
export function kindsText(kinds: BreachInput['dataKinds']): string {
  return kinds.map((kind) => t(`breach.data.${kind}`)).join(t('desk.list'));
}
