import { Problem } from '../../shared/problem.ts';

/** The keys of a petition were destroyed, or the secret that wraps them is lost. */
export function unreadable(): Problem {
  return new Problem(
    'orders.unreadable',
    409,
    'The words of this petition cannot be read any more: its keys are gone. Ask the petitioner by a message.',
  );
}
