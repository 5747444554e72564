import type { Wish } from '../order/changes.ts';

/** Deeds on the path of a petition that take words, a choice or a date. */
export type PetitionDeed =
  | 'admit'
  | 'object'
  | 'decide_objection'
  | 'ask'
  | 'ask_extension'
  | 'decide_extension'
  | 'reply'
  | 'conclude'
  | 'report_back'
  | 'show_door'
  | 'note_hotline'
  | 'supervise';

/** What somebody has filled in. */
export interface Filled {
  words: string;
  choice?: boolean | undefined;
  departmentId?: string | undefined;
  days?: number | undefined;
  /** `YYYY-MM-DD`. */
  date?: string | undefined;
  door?: string | undefined;
  number?: string | undefined;
}

type Field = 'words' | 'choice' | 'department' | 'days' | 'date' | 'door' | 'number';

const FIELDS: Record<PetitionDeed, readonly Field[]> = {
  admit: ['words'],
  object: ['words'],
  decide_objection: ['choice', 'words'],
  ask: ['words'],
  ask_extension: ['days', 'words'],
  decide_extension: ['choice', 'words'],
  reply: ['words'],
  conclude: ['choice', 'words'],
  report_back: ['words'],
  show_door: ['door'],
  note_hotline: ['choice', 'number'],
  supervise: ['date', 'words'],
};

/** What a deed asks for, given what is filled in already: who believes an objection names the other department. */
export function fieldsOf(deed: PetitionDeed, filled: Filled): readonly Field[] {
  return deed === 'decide_objection' && filled.choice ? ['choice', 'department', 'words'] : FIELDS[deed];
}

/** Whether all is filled in that the deed needs. */
export function readyFor(deed: PetitionDeed, filled: Filled): boolean {
  const said = filled.words.trim().length >= 2;
  return fieldsOf(deed, filled).every((field) => {
    switch (field) {
      case 'words':
        return said || deed === 'decide_extension' || deed === 'supervise';
      case 'choice':
        return filled.choice !== undefined;
      case 'department':
        return filled.departmentId !== undefined;
      case 'days':
        return filled.days !== undefined;
      case 'date':
        return true;
      case 'door':
        return filled.door !== undefined;
      case 'number':
        return (filled.number ?? '').trim() !== '';
      default:
        return field satisfies never;
    }
  });
}

/** The end of service on a day in China, as an instant. */
function endOfDay(date: string): string {
  return new Date(`${date}T18:00:00+08:00`).toISOString();
}

/** What was filled in, as the deed takes it. */
export function wishFor(deed: PetitionDeed, filled: Filled): Wish {
  const words = filled.words.trim();
  const choice = filled.choice === true;
  switch (deed) {
    case 'admit':
    case 'ask':
    case 'reply':
    case 'report_back':
      return { name: deed, input: { words } };
    case 'object':
      return { name: deed, input: { reason: words } };
    case 'decide_objection':
      return {
        name: deed,
        input: { upheld: choice, reason: words, ...(choice ? { departmentId: filled.departmentId ?? '' } : {}) },
      };
    case 'ask_extension':
      return { name: deed, input: { days: filled.days ?? 1, reason: words } };
    case 'decide_extension':
      return { name: deed, input: { granted: choice, ...(words === '' ? {} : { reason: words }) } };
    case 'conclude':
      return { name: deed, input: { upheld: choice, words } };
    case 'show_door':
      return { name: deed, input: { door: filled.door ?? '' } };
    case 'note_hotline':
      return { name: deed, input: { hotlineNumber: (filled.number ?? '').trim(), direction: choice ? 'from' : 'to' } };
    case 'supervise':
      return {
        name: deed,
        input: { ...(words === '' ? {} : { words }), ...(filled.date ? { by: endOfDay(filled.date) } : {}) },
      };
    default:
      return deed satisfies never;
  }
}
