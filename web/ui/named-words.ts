import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** `import … from './x.ts'` and `export … from './x.ts'`, but not `import type` nor `import('./x.ts')`. */
const IMPORTED = /^(?:import|export)\s(?!type\s)(?:[^'"()]*?\sfrom\s)?'(\.[^']+\.tsx?)'/gm;
/** A key as it stands in a source, or its beginning where the rest is filled in: `status.${status}`. */
const NAMED = /['"`]([a-z]\w*\.[.\w]*)(['"`]|\$\{)/g;

/**
 * Says of a key whether these modules, or what they import without waiting, may show its sentence; what is fetched only
 * when it is wanted (`import('…')`) is not followed. `awaited`: beginnings of keys whose sentences are waited for before
 * they are drawn, so that only whole keys are counted among them.
 */
export async function wordsNamedBy(
  modules: readonly string[],
  awaited: readonly string[],
): Promise<(key: string) => boolean> {
  const sources = new Map<string, string>();
  const read = async (file: string): Promise<void> => {
    if (sources.has(file)) return;
    sources.set(file, '');
    const source = await readFile(file, 'utf8');
    sources.set(file, source);
    const imported = [...source.matchAll(IMPORTED)].map(([, to = '']) => path.resolve(path.dirname(file), to));
    await Promise.all(imported.map(read));
  };
  await Promise.all(modules.map(read));
  const whole = new Set<string>();
  const beginnings = new Set<string>();
  for (const source of sources.values())
    for (const [, key = '', end] of source.matchAll(NAMED)) (end === '${' ? beginnings : whole).add(key);
  for (const beginning of awaited) beginnings.delete(beginning);
  return (key) =>
    whole.has(key.replace(/\.one$/, '')) || [...beginnings].some((beginning) => key.startsWith(beginning));
}
