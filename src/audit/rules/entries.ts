import type { StoredEvent } from '../../platform/events.ts';
import { isId } from '../../shared/ids.ts';
import type { EntryCategory } from '../schema.ts';
import { lookOf } from './looks.ts';

/** Which of the events of other capabilities change what somebody may do, or how they show who they are. */
const RIGHTS: ReadonlySet<string> = new Set([
  'identity.granted',
  'identity.grant_ended',
  'identity.grant_asked',
  'identity.grant_declined',
  'identity.key_made',
  'identity.key_revoked',
  'identity.staff_created',
  'identity.second_factor_set',
  'identity.second_factor_reset',
  'identity.passkey_added',
  'identity.passkey_removed',
  'identity.phone_corrected',
  'identity.phone_move_asked',
  'organisation.post_holder_changed',
  'vault.key_registered',
  'vault.recovery_made',
  'vault.recovery_confirmed',
  'vault.recovery_ended',
  'vault.recovery_used',
  'vault.opening_proposed',
  'vault.share_handed',
]);

/** What an event is to an auditor: its category, and the people whom it concerns (at most 100, none twice). */
export interface Entry {
  category: EntryCategory;
  personIds: string[];
}

/** What an event is to an auditor; null for all that is neither a look, a refusal nor a change of rights. */
export function entryOf(event: Pick<StoredEvent, 'kind' | 'subjectKind' | 'subjectId' | 'body'>): Entry | null {
  const look = lookOf(event);
  if (look)
    return {
      category: look.outcome === 'refused' ? 'refused' : look.what,
      personIds: [...new Set(look.of.filter(isId))],
    };
  if (!RIGHTS.has(event.kind)) return null;
  const named = event.body['personId'];
  if (typeof named === 'string' && isId(named)) return { category: 'rights', personIds: [named] };
  return { category: 'rights', personIds: event.subjectKind === 'person' ? [event.subjectId] : [] };
}
