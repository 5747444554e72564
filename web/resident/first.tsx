import renderToString from 'preact-render-to-string';
import { type Language, setMessages } from '../ui/language.ts';
import { routes } from './App.tsx';
import { DOORSTEPS } from './doorsteps.ts';

/**
 * The pages behind these addresses as they are drawn before anything is known, by the pattern of the address. Links lead
 * on at once, by a finger alone: whoever reads by ear or by keys is not taken out of the page when the program takes over.
 * Run while the pages are built, never in a browser.
 */
export async function firstPictures(
  language: Language,
  sentences: Record<string, string>,
): Promise<Record<string, string>> {
  setMessages(language, sentences);
  const pictures: Record<string, string> = {};
  for (const { pattern, load } of routes) {
    if (!DOORSTEPS.has(pattern)) continue;
    const Page = await load();
    beAt(pattern);
    pictures[pattern] = renderToString(<Page at={{}} />).replaceAll('<a ', '<a tabindex="-1" ');
  }
  return pictures;
}

/** Answers what the pages ask of a browser while they are drawn, as one that has kept nothing and has a network. */
function beAt(pathname: string): void {
  Object.assign(globalThis, {
    location: { pathname },
    navigator: { onLine: true },
    document: { documentElement: { dataset: {} } },
  });
}
