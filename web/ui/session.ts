import type { Me } from '../../src/identity/schema.ts';
import { answerOf, api, Refusal } from './api.ts';

/** Who is signed in at this door; null when nobody is. */
export async function readMe(): Promise<Me | null> {
  try {
    return (await answerOf<Me | undefined>(api.GET('/api/v1/session'))) ?? null;
  } catch (error) {
    // Whoever has but the receipt of a petition is nobody here.
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}
