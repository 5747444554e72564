import type { ActionInput } from '../../../src/orders/schema/inputs.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';

/** The suggestion of triage as it can be taken whole; undefined where a person must choose, and once it was triaged. */
export function suggestedTriage({ nature, suggestion }: OrderDetail): ActionInput<'triage'> | undefined {
  if (nature !== null || !suggestion) return undefined;
  // A public service needs a kind.
  if (suggestion.nature === 'public_service' && suggestion.kind === null) return undefined;
  return {
    nature: suggestion.nature,
    ...(suggestion.kind === null ? {} : { kind: suggestion.kind }),
    urgency: suggestion.urgency,
    confidential: suggestion.confidential,
  };
}
