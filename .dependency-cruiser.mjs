// The walls of the house. Each rule is shown to fail once on a planted violation by tests/walls.test.ts.

/** Capabilities, lowest first: each may know those before it, never those after it. */
const capabilities = [
  'audit',
  'organisation',
  'identity',
  'vault',
  'volunteers',
  'resources',
  'triage',
  'matching',
  'orders',
  'dispatch',
  'activities',
  'ledger',
  'honours',
  'content',
  'evaluation',
  'command',
  'notify',
  'channels',
  'interop',
];
const TEST = '\\.test\\.tsx?$';
const room = (name) => `^src/[^/]+/${name}(/|\\.ts$)`;

/** Upwards one only speaks through events; a job may know the shapes of higher ones. */
const upward = capabilities.slice(0, -1).flatMap((capability, index) => [
  {
    name: `no-upward-from-${capability}`,
    severity: 'error',
    from: { path: `^src/${capability}/`, pathNot: `${TEST}|^src/${capability}/jobs(/|\\.ts$)` },
    to: { path: `^src/(${capabilities.slice(index + 1).join('|')})/` },
  },
  {
    name: `no-upward-from-jobs-of-${capability}`,
    severity: 'error',
    from: { path: `^src/${capability}/jobs(/|\\.ts$)` },
    to: { path: `^src/(${capabilities.slice(index + 1).join('|')})/`, pathNot: '^src/[^/]+/schema(/|\\.ts$)' },
  },
]);

export default {
  forbidden: [
    ...upward,
    {
      name: 'no-circle',
      severity: 'error',
      from: { pathNot: TEST },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-stands-alone',
      severity: 'error',
      from: { path: '^src/shared/', pathNot: TEST },
      to: { pathNot: '^src/shared/|^(node_modules/)?(uuid|typebox)(/|$)' },
    },
    {
      name: 'platform-knows-no-capability',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TEST },
      to: { path: '^(src|web|demo|simulator)/', pathNot: '^src/(platform|shared)/' },
    },
    {
      name: 'schema-knows-only-schemas',
      severity: 'error',
      from: { path: room('schema'), pathNot: TEST },
      to: { pathNot: '^src/shared/|^src/[^/]+/(policies/)?schema(/|\\.ts$)|^(node_modules/)?typebox(/|$)' },
    },
    {
      name: 'rules-wait-for-nothing',
      severity: 'error',
      from: { path: `${room('rules')}|^src/matching/`, pathNot: TEST },
      to: {
        path: '^src/platform/|^src/[^/]+/(store|actions|routes|jobs)(/|\\.ts$)|^node_modules/(pg|fastify|@fastify|pino|sharp)/|^(fs|net|http|https|child_process|worker_threads|timers|dns)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'store-knows-its-schema-and-the-platform',
      severity: 'error',
      from: { path: room('store'), pathNot: TEST },
      to: { path: '^src/[^/]+/(actions|routes|jobs)(/|\\.ts$)|^node_modules/(fastify|@fastify)/' },
    },
    {
      name: 'store-of-another-is-closed',
      severity: 'error',
      from: { path: '^src/([^/]+)/', pathNot: `${TEST}|^src/main/` },
      to: { path: room('store'), pathNot: '^src/$1/' },
    },
    {
      name: 'routes-call-actions',
      severity: 'error',
      from: { path: room('routes'), pathNot: TEST },
      to: { path: '^src/[^/]+/(store|jobs)(/|\\.ts$)|^node_modules/pg/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'http-stays-in-routes',
      severity: 'error',
      from: { path: '^src/', pathNot: `${TEST}|${room('routes')}|^src/platform/http/|^src/main/` },
      to: { path: '^node_modules/(fastify|@fastify)/|^src/platform/http/' },
    },
    {
      name: 'sql-stays-in-stores',
      severity: 'error',
      from: { path: '^(src|simulator|web|demo)/', pathNot: `${TEST}|${room('store')}|^src/platform/` },
      to: { path: '^node_modules/pg/' },
    },
    {
      name: 'pages-know-shapes-and-rules',
      severity: 'error',
      from: { path: '^(web|simulator)/', pathNot: TEST },
      to: {
        path: '^src/',
        pathNot:
          '^src/shared/|^src/[^/]+/(policies/)?(schema|rules)(/|\\.ts$)|^src/organisation/tree-layout\\.ts$|^src/main/|^src/platform/',
      },
    },
    {
      name: 'pages-know-no-server',
      severity: 'error',
      from: { path: '^web/', pathNot: `${TEST}|vite\\.config\\.ts$` },
      to: { path: '^src/(main|platform)/|^(demo|simulator|tests)/' },
    },
    {
      name: 'main-is-the-top',
      severity: 'error',
      from: { path: '^src/(?!main/)', pathNot: TEST },
      to: { path: '^src/main/|^(demo|simulator|bench|faults|web)/' },
    },
    {
      name: 'no-test-in-the-house',
      severity: 'error',
      from: { pathNot: `${TEST}|^(tests|bench|faults|scripts)/|vitest\\.config\\.ts$` },
      to: { path: `${TEST}|^tests/` },
    },
    {
      name: 'no-forbidden-name',
      severity: 'error',
      from: {},
      to: { path: '(^|/)(index|utils?|helpers?|common)\\.tsx?$', pathNot: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/|\\.gen\\.ts$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
