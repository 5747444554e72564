// Both languages have every key, each with the same placeholders; Chinese has Chinese punctuation; every problem code of
// the code has its sentence.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Messages = Record<string, string>;
const faults: string[] = [];

function read(language: string): Map<string, Messages> {
  const folder = join('messages', language);
  return new Map(
    readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(join(folder, name), 'utf8')) as Messages]),
  );
}

function placeholders(text: string): string {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(',');
}

const chinese = read('zh-CN');
const english = read('en');
for (const name of new Set([...chinese.keys(), ...english.keys()])) {
  const zh = chinese.get(name) ?? {};
  const en = english.get(name) ?? {};
  for (const key of new Set([...Object.keys(zh), ...Object.keys(en)])) {
    if (zh[key] === undefined) faults.push(`messages/zh-CN/${name}: ${key} is missing`);
    else if (en[key] === undefined) faults.push(`messages/en/${name}: ${key} is missing`);
    // A date is written from other parts in the two languages.
    else if (!key.startsWith('time.') && placeholders(zh[key]) !== placeholders(en[key]))
      faults.push(`${name}: ${key} fills in other words in the two languages`);
    if (/[\u4e00-\u9fff”）}][,;:?!](?=[\u4e00-\u9fff“（]|$)/.test(zh[key] ?? ''))
      faults.push(`messages/zh-CN/${name}: ${key} has punctuation of half a width`);
  }
}

/** Problem codes named in the code: `new Problem('a.b'`, `refusal('a.b'`, and reasons the rules give. */
function codesIn(folder: string): Set<string> {
  const codes = new Set<string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/(?<!\.test)\.ts$/.test(entry.name)) continue;
    const source = readFileSync(join(entry.parentPath, entry.name), 'utf8');
    for (const match of source.matchAll(/(?:Problem|refusal)\(\s*'([a-z_]+\.[a-z_]+)'/g))
      if (match[1]) codes.add(match[1]);
    if (!entry.parentPath.includes('rules') && entry.name !== 'rules.ts') continue;
    for (const match of source.matchAll(/(?:return|\?|(?<!\w):|\?\?|push\()\s*'((?:orders|volunteers)\.[a-z_]+)'/g))
      if (match[1]) codes.add(match[1]);
  }
  return codes;
}
const sentences = chinese.get('problems.json') ?? {};
for (const code of [...codesIn('src')].sort())
  if (!sentences[`problem.${code}`]) faults.push(`messages/*/problems.json: problem.${code} is missing`);

for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);
