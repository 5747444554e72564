import type { QueryClient } from '@tanstack/react-query';
import type { Me } from '../../../src/identity/schema.ts';
import { forgetPolicyDrafts } from '../administration/policy/kept.ts';
import { forgetCall } from '../intake/call.ts';
import { forgetDrafts } from '../order/drafts.ts';
import { forgetBulk } from '../queue/bulk.ts';

/** Who was last seen at this desk since the page was loaded. */
let lastHere: string | undefined;

/** Keeps in mind who is here. */
export function sawAtDesk({ personId }: Pick<Me, 'personId'>): void {
  lastHere = personId;
}

/**
 * After somebody has signed in: what was read for the one before is read anew. What had been written and not sent stays
 * for the same person, whose session may just have ended, and for nobody else.
 */
export async function enterDesk(client: QueryClient): Promise<void> {
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'me' && name !== 'network' });
  const before = lastHere;
  await client.resetQueries({ queryKey: ['me'] });
  const me = client.getQueryData<Me | null>(['me']);
  if (me && me.personId !== before) forgetWords();
}

/** After somebody has signed out: nothing of theirs is left at this desk. */
export function leaveDesk(client: QueryClient): void {
  client.clear();
  lastHere = undefined;
  forgetWords();
}

function forgetWords(): void {
  forgetDrafts();
  forgetCall();
  forgetPolicyDrafts();
  forgetBulk();
}
