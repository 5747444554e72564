// `npm run oracle -- [--cases N] [--seed S]`: asks the program's rules and the Cedar policies the same random questions.
import { parseArgs } from 'node:util';
import { compare, tellCase } from './compare.ts';
import { policiesText, readPolicies } from './theirs.ts';
import { caseOf } from './world.ts';

const { values } = parseArgs({
  options: { cases: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
});
const count = Number(values.cases);
const seed = Number(values.seed);
readPolicies('rights', policiesText);
const before = process.cpuUsage();
const { cases, allowed, disagreements } = compare(count, seed, { policies: 'rights' });
const { user, system } = process.cpuUsage(before);
const kinds = new Map<string, { count: number; seed: number }>();
for (const each of disagreements) {
  const kind = `${each.question}: program ${each.ours ? 'yes' : 'no'}, policies ${each.theirs ? 'yes' : 'no'}`;
  const known = kinds.get(kind);
  kinds.set(kind, { count: (known?.count ?? 0) + 1, seed: known?.seed ?? each.seed });
}
for (const [kind, { count: times, seed: first }] of kinds)
  process.stdout.write(`${kind}, ${times} times; seed ${first}: ${tellCase(caseOf(first))}\n`);
process.stdout.write(
  `${JSON.stringify({ cases, seed, allowed, disagreements: disagreements.length, cpuSeconds: Math.round((user + system) / 1e6) })}\n`,
);
process.exitCode = disagreements.length === 0 ? 0 : 1;
