import { existsSync, readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../tests/context.ts';
import { type FreshDatabase, freshDatabase } from '../../tests/database.ts';
import { startJobs } from '../platform/jobs.ts';
import { buildApp } from './app.ts';
import { readConfig } from './config.ts';

let database: FreshDatabase;
let context: ReturnType<typeof testContext>;
let app: FastifyInstance;
let jobs: ReturnType<typeof startJobs>;
/** Every series that a server exports, by its name as Prometheus stores it, with the labels that it bears. */
let exported: Map<string, Set<string>>;

beforeAll(async () => {
  database = await freshDatabase();
  context = testContext(database.databaseUrl);
  const served = { ...context, disk: { isFull: () => false, freeBytes: () => 5e9 } };
  app = await buildApp(served);
  // Jobs are told of by their names once they run.
  jobs = startJobs(served, [{ name: 'tests.idle', everyMilliseconds: 3_600_000, run: async () => false }]);
  await app.inject({ url: '/api/v1/units' });
  exported = readMetrics((await app.inject({ url: '/metrics' })).body);
});
afterAll(async () => {
  await jobs.stop();
  await app.close();
  await context.database.close();
  await database.drop();
});

const file = (name: string) => readFileSync(`deploy/${name}`, 'utf8');

/** Names and labels in the text that Prometheus scrapes (exposition format 0.0.4). A type without a sample counts too. */
function readMetrics(text: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, typed] = /^# TYPE (\S+) /.exec(line) ?? [];
    const [, name = typed, labels = ''] = /^([a-z]\w*)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Set();
    for (const [, label] of labels.matchAll(/(\w+)="/g)) known.add(label as string);
    found.set(name, known);
  }
  return found;
}

/** Words of PromQL that are no series: functions, operators and what stands in `by (…)`. */
const WORDS = new Set(['sum', 'by', 'rate', 'histogram_quantile', 'max', 'min', 'avg', 'increase', 'clamp_min']);
/** Made by Prometheus itself for whatever it scrapes. */
const SCRAPED = new Set(['up']);
const SCRAPED_LABELS = new Set(['job', 'instance', 'le']);

/** What an expression asks for that this server does not export. */
function unknownIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/\bby\s*\([^)]*\)/g, '')
    .replaceAll(/"[^"]*"/g, '""')
    .replaceAll(/\[\w+\]/g, '');
  const unknown: string[] = [];
  for (const [, name = '', selector = ''] of bare.matchAll(/\b([a-z_]\w*)(?:\{([^}]*)\})?/g)) {
    if (WORDS.has(name) || SCRAPED.has(name) || isLabelOnly(bare, name)) continue;
    const labels = exported.get(name);
    if (!labels) unknown.push(name);
    for (const [, label = ''] of selector.matchAll(/(\w+)\s*[=!]/g))
      if (labels && !labels.has(label) && !SCRAPED_LABELS.has(label)) unknown.push(`${name}{${label}}`);
  }
  const grouped = [...expression.matchAll(/\bby\s*\(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/\s*,\s*/));
  const known = new Set([...[...exported.values()].flatMap((labels) => [...labels]), ...SCRAPED_LABELS]);
  return [...unknown, ...grouped.filter((label) => !known.has(label))];
}

/** Whether a word stands only inside braces, where it is a label. */
function isLabelOnly(text: string, name: string): boolean {
  return !new RegExp(`\\b${name}\\b`).test(text.replaceAll(/\{[^}]*\}/g, ''));
}

/** The expressions of the alerts, blocks of several lines included. */
function alertsOf(rules: string): { name: string; expression: string; severity: string }[] {
  return rules
    .split(/^ {6}- alert: /m)
    .slice(1)
    .map((part) => ({
      name: part.slice(0, part.indexOf('\n')),
      expression: (/^ {8}expr: (?:\|\n((?: {10}.*\n)+)|(.*)\n)/m.exec(part) ?? []).slice(1).join('').trim(),
      severity: /severity: (\w+)/.exec(part)?.[1] ?? '',
    }));
}

describe('what Prometheus is told to ask', () => {
  it('is exported by the server, name and label', () => {
    const alerts = alertsOf(file('prometheus-rules.yml'));
    expect(alerts.length).toBeGreaterThanOrEqual(8);
    for (const { name, expression } of alerts) {
      expect(expression, name).not.toBe('');
      expect(unknownIn(expression), name).toEqual([]);
    }
  });

  it('would be seen to be missing', () => {
    expect(unknownIn('linli_nothing > 3')).toEqual(['linli_nothing']);
    expect(unknownIn('sum by (colour) (rate(linli_request_seconds_count{shade="x"}[5m]))')).toEqual([
      'linli_request_seconds_count{shade}',
      'colour',
    ]);
  });

  it('calls somebody by the figures that the operations guide gives', () => {
    const guide = readFileSync('docs/operations.md', 'utf8');
    for (const { name, expression, severity } of alertsOf(file('prometheus-rules.yml'))) {
      expect(['page', 'ticket'], name).toContain(severity);
      const [series = ''] = expression.match(/\b(linli|process)_\w+|\bup\b/) ?? [];
      expect(guide, name).toContain(series.replace(/_(bucket|count)$/, ''));
    }
  });
});

describe('the dashboard', () => {
  interface Panel {
    id: number;
    title: string;
    gridPos: { h: number; w: number; x: number; y: number };
    targets: { refId: string; expr: string }[];
  }
  const dashboard = JSON.parse(file('grafana-dashboard.json')) as { uid: string; panels: Panel[]; templating: object };

  it('shows what the server exports', () => {
    const targets = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));
    expect(targets.length).toBeGreaterThanOrEqual(7);
    for (const { title, expr } of targets) expect(unknownIn(expr), title).toEqual([]);
  });

  it('shows every figure that an alert rests on', () => {
    const shown = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join('\n');
    for (const { name, expression } of alertsOf(file('prometheus-rules.yml')))
      for (const [series] of expression.matchAll(/\b(?:linli|process)_\w+/g)) expect(shown, name).toContain(series);
  });

  it('has panels that can be told apart and do not lie on one another', () => {
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { targets, title } of panels)
      expect(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    const taken = new Set<string>();
    for (const { gridPos, title } of panels) {
      expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(taken.has(`${x} ${y}`), title).toBe(false);
          taken.add(`${x} ${y}`);
        }
    }
  });
});

describe('who may ask for the figures', () => {
  it('is whoever is on loopback, and from elsewhere who shows the key', async () => {
    const key = 'a-key-for-prometheus-alone';
    const apart = await buildApp({ ...context }, { metricsKey: key, trustedProxies: ['10.88.0.0/16'] });
    const ask = async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await apart.inject({ url: '/metrics', remoteAddress, headers })).statusCode;
    expect(await ask('127.0.0.1')).toBe(200);
    expect(await ask('10.88.0.1')).toBe(404);
    expect(await ask('10.88.0.1', { authorization: `Bearer ${key}` })).toBe(200);
    expect(await ask('10.88.0.1', { authorization: 'Bearer another-key-than-that' })).toBe(404);
    // Whom a trusted proxy names is who asks: loopback does not lend its right on.
    expect(await ask('10.88.0.1', { 'x-forwarded-for': '203.0.113.7' })).toBe(404);
    await apart.close();
  });

  it('is told nothing of how long pages listen', async () => {
    const lines = (await app.inject({ url: '/metrics' })).body;
    expect(lines).toContain('linli_open_streams 0');
    expect(lines).not.toMatch(/linli_request_seconds_count\{[^}]*api\/v1\/stream/);
  });
});

describe('the environment', () => {
  it('names whose word on addresses is believed, and never everybody’s', () => {
    expect(readConfig({ LINLI_TRUSTED_PROXIES: '10.88.0.0/16, fd00::1' }, 'none').trustedProxies).toEqual([
      '10.88.0.0/16',
      'fd00::1',
    ]);
    for (const wrong of ['everybody', '0.0.0.0/0', '10.0.0.0/33', '::/0'])
      expect(() => readConfig({ LINLI_TRUSTED_PROXIES: wrong }, 'none')).toThrow('LINLI_TRUSTED_PROXIES');
    expect(() => readConfig({ LINLI_METRICS_KEY: 'short' }, 'none')).toThrow('LINLI_METRICS_KEY');
  });
});

describe('the unit and the image', () => {
  const build = readFileSync('scripts/build-server.mjs', 'utf8');
  const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;
  const environmentOf = (text: string) =>
    Object.fromEntries([...text.matchAll(/\b([A-Z_]{2,})=(\S+)/g)].map(([, name, value]) => [name, value]));

  it('start the program that the build writes', () => {
    expect(file('linli.service')).toMatch(/^ExecStart=\/usr\/bin\/node \S+ dist\/main\/server\.js$/m);
    expect(file('Containerfile')).toMatch(/^CMD \["node", "\S+", "dist\/main\/server\.js"\]$/m);
    expect(existsSync('src/main/server.ts')).toBe(true);
    expect(build).toContain('dist/main');
  });

  it('hold the server small by the same means as the measurements', () => {
    const measured = readFileSync('bench/orders/server-process.ts', 'utf8');
    const places = [file('linli.service'), file('Containerfile'), measured];
    for (const place of places) {
      expect(place).toContain('--max-semi-space-size=4');
      expect(place).toMatch(/MALLOC_MMAP_THRESHOLD_(=|: ')262144/);
    }
    expect(scripts['start']).toContain('--max-semi-space-size=4');
  });

  it('run only commands that there are', () => {
    for (const [, script = ''] of file('Containerfile').matchAll(/npm run (\S+)/g))
      expect(scripts[script]).toBeDefined();
    for (const [, path = ''] of file('Containerfile').matchAll(/^COPY (?!--from)(.+) \.\/?$/gm))
      for (const each of path.split(' ')) expect(existsSync(each), each).toBe(true);
  });

  it('give an environment that the server takes', () => {
    for (const name of ['linli.service', 'Containerfile']) {
      const environment = environmentOf(
        (file(name).match(/^(Environment=|ENV ).*$/m) ?? [''])[0].replace(/^\w+[= ]/, ''),
      );
      const config = readConfig(environment, 'demo');
      expect(config.city, name).toBe('none');
      expect(config.dataFolder, name).toMatch(/^\/(data|var\/lib\/linli)$/);
    }
    // In a container loopback is nobody's door.
    expect(readConfig(environmentOf(file('Containerfile')), 'demo').host).toBe('0.0.0.0');
  });

  it('take nothing along that is made anew, or is somebody’s', () => {
    const ignored = readFileSync('.dockerignore', 'utf8').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['node_modules', 'dist', '.git', '.linli', '.env']));
    // What the server reads at run time is not among it.
    for (const needed of ['db', 'demo', 'messages', 'src', 'web', 'scripts']) expect(ignored).not.toContain(needed);
  });

  it('ask the server by an address that it answers', async () => {
    const [, path = ''] = /127\.0\.0\.1:8080(\/\w+)/.exec(file('Containerfile')) ?? [];
    // Live events are not followed in this test, so that it says that it is not ready; what matters is that it says so.
    expect([200, 503]).toContain((await app.inject({ url: path })).statusCode);
    expect((await app.inject({ url: path })).json()).toHaveProperty('status');
  });
});
