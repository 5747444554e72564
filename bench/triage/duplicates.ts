import examples from '../../db/seeds/need-examples.json' with { type: 'json' };
import { randomOf, shuffle } from '../../src/triage/model/randomness.ts';
import { addText, nearTexts, openDuplicates } from '../../src/triage/rules/topics/duplicates.ts';
import { median, printFigure } from '../figure.ts';

type Random = ReturnType<typeof randomOf>;

/** A text of the generated set: which original it is, or is a copy of. */
interface Written {
  id: string;
  original: number;
  text: string;
}

/** What people change when they send a thing again, or copy a neighbour's: the meaning stays. */
const EDITS: Record<string, (text: string, random: Random) => string> = {
  greeted: (text) => `您好，${text.replace(/[。！]$/, '')}，麻烦了，谢谢`,
  mistyped: (text, random) => {
    const letters = [...text];
    for (let change = 0; change < 2; change++) letters[random(letters.length)] = '的';
    return letters.join('');
  },
  dictated: (text) => text.replace(/[，。！？、,.!?\s]/g, ''),
  longer: (text) => `${text}。我们一家人都等着呢`,
  shortened: (text, random) => {
    const letters = [...text];
    const cut = Math.floor(letters.length / 8);
    letters.splice(random(letters.length - cut), cut);
    return letters.join('');
  },
};

/**
 * How well near-duplicates are found on arrival, on a set generated from the project's own example sentences: each sentence
 * stands in one original, of one to three sentences of one kind; every original is sent again in each of five ways.
 * Sentences of the same kind beside it are the traps.
 */
export function printDuplicates(size: number): void {
  const random = randomOf(11);
  const originals = originalsOf(random).slice(0, Math.max(20, Math.round(500 * size)));
  const all: Written[] = originals.map((text, original) => ({ id: `o${original}`, original, text }));
  for (const [way, edit] of Object.entries(EDITS))
    for (const [original, text] of originals.entries())
      all.push({ id: `${way}${original}`, original, text: edit(text, random) });
  const index = openDuplicates();
  const times: number[] = [];
  const found = { right: 0, wrong: 0, expected: 0 };
  const missed: Record<string, number> = {};
  const byId = new Map(all.map((each) => [each.id, each]));
  const arriving = Int32Array.from(all.keys());
  shuffle(arriving.subarray(originals.length), random);
  for (const at of arriving) {
    const { id, original, text } = all[at]!;
    const began = process.cpuUsage();
    const near = nearTexts(index, text, 20);
    addText(index, id, text);
    const { user, system } = process.cpuUsage(began);
    times.push(user + system);
    const right = near.filter((each) => byId.get(each.id)?.original === original).length;
    found.right += right;
    found.wrong += near.length - right;
    if (at < originals.length) continue;
    found.expected++;
    if (!near.some((each) => each.id === `o${original}`)) missed[wayOf(id)] = (missed[wayOf(id)] ?? 0) + 1;
  }
  const lost = Object.values(missed).reduce((sum, each) => sum + each, 0);
  process.stderr.write(
    `${originals.length} originals, ${found.expected} sent again, not found: ${JSON.stringify(missed)}\n`,
  );
  const target = { unit: 'share', direction: 'atLeast' } as const;
  printFigure({ name: 'duplicates.recall', value: 1 - lost / found.expected, target: 0.95, ...target });
  printFigure({
    name: 'duplicates.precision',
    value: found.right / (found.right + found.wrong),
    target: 0.95,
    ...target,
  });
  printFigure({ name: 'duplicates.look_up', value: median(times), unit: 'us', target: 1000, direction: 'atMost' });
}

function wayOf(id: string): string {
  return id.replace(/\d+$/, '');
}

/** Each sentence in one original, in a fixed order drawn by the seed. */
function originalsOf(random: Random): string[] {
  const originals = Object.values<readonly string[]>(examples.examples).flatMap((sentences) => {
    const texts: string[] = [];
    for (let at = 0; at < sentences.length; ) {
      const count = 1 + random(3);
      texts.push(sentences.slice(at, at + count).join('。'));
      at += count;
    }
    return texts.filter((text) => text.length >= 12);
  });
  const order = Int32Array.from(originals.keys());
  shuffle(order, random);
  return [...order].map((at) => originals[at]!);
}
