import type { NetworkShape } from '../../src/organisation/schema.ts';
import { keepNetwork } from './queries.ts';
import { put } from './remote.ts';

/**
 * Takes the answers that came with the page (`src/main/answers.ts`) as those to the first questions, each under the name by
 * which it is known, and leaves nothing of them in the page. What did not come whole is asked for as ever.
 */
export function takeAnswers(): void {
  const place = document.getElementById('answers');
  if (!place) return;
  place.remove();
  const answers = read(place.textContent);
  for (const [known, answer] of Object.entries(answers)) put(known, answer);
  if (answers['network']) keepNetwork(answers['network'] as NetworkShape);
}

function read(text: string | null): Record<string, unknown> {
  try {
    return JSON.parse(text ?? '{}');
  } catch {
    // The line broke in the middle of it.
    return {};
  }
}
