import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, describe, expect, it } from 'vitest';
import walls from '../.dependency-cruiser.mjs';

/** For each wall one planted violation: the file that breaks it, and what it imports. */
const planted: [rule: string, from: string, to: string][] = [
  ['no-upward-from-organisation', 'src/organisation/actions.ts', 'src/orders/rules.ts'],
  ['no-upward-from-jobs-of-orders', 'src/orders/jobs.ts', 'src/notify/actions.ts'],
  ['shared-stands-alone', 'src/shared/ids.ts', 'src/platform/log.ts'],
  ['platform-knows-no-capability', 'src/platform/jobs.ts', 'src/orders/actions.ts'],
  ['schema-knows-only-schemas', 'src/orders/schema.ts', 'src/orders/rules.ts'],
  ['rules-wait-for-nothing', 'src/orders/rules.ts', 'src/platform/database.ts'],
  ['store-knows-its-schema-and-the-platform', 'src/orders/store.ts', 'src/orders/actions.ts'],
  ['store-of-another-is-closed', 'src/notify/actions.ts', 'src/orders/store.ts'],
  ['routes-call-actions', 'src/orders/routes.ts', 'src/orders/store.ts'],
  ['http-stays-in-routes', 'src/orders/actions.ts', 'src/platform/http/route.ts'],
  ['pages-know-shapes-and-rules', 'web/desk/queue.tsx', 'src/orders/actions.ts'],
  ['pages-know-no-server', 'web/desk/queue.tsx', 'src/platform/log.ts'],
  ['main-is-the-top', 'src/orders/actions.ts', 'src/main/config.ts'],
  ['no-test-in-the-house', 'src/orders/actions.ts', 'tests/city.ts'],
  ['no-forbidden-name', 'src/orders/actions.ts', 'src/orders/utils.ts'],
];

const folder = mkdtempSync(join(tmpdir(), 'linli-walls-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function broken(name: string, files: Record<string, string>): Promise<string[]> {
  const baseDir = join(folder, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(baseDir, path)), { recursive: true });
    writeFileSync(join(baseDir, path), text);
  }
  const { exclude: _exclude, tsConfig: _tsConfig, ...options } = walls.options;
  const { output } = await cruise(
    Object.keys(files).filter((path) => path.endsWith('.ts') || path.endsWith('.tsx')),
    { ...options, baseDir, validate: true, ruleSet: { forbidden: walls.forbidden } } as Parameters<typeof cruise>[1],
  );
  return (output as ICruiseResult).summary.violations.map((violation) => violation.rule.name);
}

function importing(from: string, to: string): string {
  return `import { x } from '${'../'.repeat(from.split('/').length - 1)}${to}';\nexport const y = x;\n`;
}

describe('the walls of the house', () => {
  it.each(planted)('%s is noticed', async (rule, from, to) => {
    const found = await broken(rule, { [from]: importing(from, to), [to]: 'export const x = 1;\n' });
    expect(found).toContain(rule);
  });

  it('no-circle is noticed', async () => {
    const found = await broken('circle', {
      'src/orders/rules.ts': importing('src/orders/rules.ts', 'src/orders/schema.ts'),
      'src/orders/schema.ts': importing('src/orders/schema.ts', 'src/orders/rules.ts'),
    });
    expect(found).toContain('no-circle');
  });

  it('sql-stays-in-stores is noticed', async () => {
    const found = await broken('sql', {
      'src/orders/actions.ts': "import { x } from '../../node_modules/pg/pg.ts';\nexport const y = x;\n",
      'node_modules/pg/pg.ts': 'export const x = 1;\n',
    });
    expect(found).toContain('sql-stays-in-stores');
  });

  it('every wall but those of the other capabilities has a planted violation', () => {
    const shown = new Set([...planted.map(([rule]) => rule), 'no-circle', 'sql-stays-in-stores']);
    const unshown = walls.forbidden
      .map((rule) => rule.name)
      .filter((name) => !shown.has(name) && !name.startsWith('no-upward-from-'));
    expect(unshown).toEqual([]);
  });
});
