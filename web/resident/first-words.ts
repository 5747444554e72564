import { routesOf } from '../ui/build-plugins.ts';
import { wordsNamedBy } from '../ui/named-words.ts';
import { DOORSTEPS } from './doorsteps.ts';

/** What a refusal says is waited for (`answerOf`), except where there may be no network to fetch it by. */
const AWAITED = ['problem.', 'resident.problem.'];
const WITHOUT_NETWORK = /^(?:resident\.)?problem\.web\./;

/** Says of a key whether the pages that people come in by may show its sentence. `root`: the phone's folder. */
export async function firstWords(root: string): Promise<(key: string) => boolean> {
  const doorsteps = (await routesOf(root, 'App.tsx')).filter(({ pattern }) => DOORSTEPS.has(pattern));
  const named = await wordsNamedBy([`${root}/main.tsx`, ...doorsteps.map(({ module }) => module)], AWAITED);
  return (key) => named(key) || WITHOUT_NETWORK.test(key);
}
