/**
 * The import law (docs/ARCHITECTURE.md, "The import law"). One row a room: what it may import from this project,
 * and which npm packages. A folder under src/ without a row fails (test/import-law.test.ts).
 * Tests see more than the code that they test; test files are left out here.
 */
const rooms = {
  domain: { may: [], npm: [] },
  text: { may: ['src/domain'], npm: [] },
  checks: {
    may: ['src/text', 'src/domain'],
    npm: ['bad-words', 'perspective-api-client', 'axios', 'yaml', 'zod', 'cockatiel'],
  },
  pipeline: { may: ['src/checks/check.ts', 'src/text', 'src/domain'], npm: [] },
  live: { may: ['src/domain'], npm: [] },
  audit: { may: ['src/domain', 'src/store/audit-store.ts'], npm: ['csv-stringify'] },
  'site-words': {
    may: [
      'src/live',
      'src/text',
      'src/domain',
      'src/pipeline',
      'src/store/word-store.ts',
      'src/store/comment-store.ts',
    ],
    npm: ['csv-parse', 'csv-stringify'],
  },
  users: { may: [], npm: [] },
  operations: { may: ['src/domain', 'src/store/operation-store.ts', 'src/store/comment-store.ts'], npm: [] },
  policies: {
    may: [
      'src/domain',
      'src/pipeline/judge.ts',
      'src/store/policy-store.ts',
      'src/store/comment-store.ts',
      'src/live',
      'src/store/judged-store.ts',
      'src/store/second-store.ts',
      'src/store/first-store.ts',
    ],
    npm: [],
  },
  bridge: {
    may: ['src/domain', 'src/store/bridge-store.ts', 'src/store/quota-store.ts'],
    npm: ['cockatiel', 'simple-statistics'],
  },
  store: { may: ['src/domain'], npm: ['ioredis', 'rate-limiter-flexible'] },
  queue: { may: ['src/domain'], npm: ['bullmq', 'ioredis'] },
  redis: { may: ['src/domain'], npm: ['ioredis'] },
  ui: { may: ['src/api/types.ts', 'src/api/tools-types.ts'], npm: ['preact', 'uplot'] },
  api: {
    may: [
      'src/store/comment-store.ts',
      'src/store/key-store.ts',
      'src/store/desk-store.ts',
      'src/store/word-store.ts',
      'src/site-words',
      'src/store/bridge-store.ts',
      'src/store/label-store.ts',
      'src/store/quota-store.ts',
      'src/store/policy-store.ts',
      'src/policies',
      'src/audit',
      'src/store/audit-store.ts',
      'src/store/judged-store.ts',
      'src/store/second-store.ts',
      'src/store/first-store.ts',
      'src/operations',
      'src/users',
      'src/store/user-store.ts',
      'src/store/operation-store.ts',
      'src/bridge',
      'src/queue/moderation-queue.ts',
      'src/pipeline',
      'src/domain',
      'src/logger.ts',
    ],
    npm: [
      'express',
      'cookie',
      'zod',
      'helmet',
      'pino',
      'pino-http',
      'eld',
      '@remix-run/multipart-parser',
      'better-sse',
    ],
  },
  cli: {
    may: [
      'src/context.ts',
      'src/config.ts',
      'src/logger.ts',
      'src/pipeline',
      'src/domain',
      'src/start.ts',
      'src/store/comment-store.ts',
      'src/store/key-store.ts',
      'src/store/audit-store.ts',
      'src/queue/moderation-queue.ts',
      'src/api/types.ts',
      'src/bridge',
      'src/users',
      'src/store/user-store.ts',
    ],
    npm: ['commander', 'cli-progress', 'csv-parse', 'csv-stringify', 'yaml', 'zod'],
  },
};

const folder = (name) => `^src/${name}/`;
const literal = (path) => path.replace(/[.]/g, '\\.');

const roomRules = Object.entries(rooms).flatMap(([name, { may, npm }]) => [
  {
    name: `${name}-imports`,
    comment: `src/${name} may import ${['itself', ...may].join(', ')}. Move the code to the room whose job it is, or pass it in as an argument.`,
    severity: 'error',
    from: { path: folder(name) },
    to: {
      path: '^(src|workers|tools|test)/',
      pathNot: [folder(name), ...may.map((path) => `^${literal(path)}`)],
    },
  },
  {
    name: `${name}-packages`,
    comment: `src/${name} may use these npm packages: ${npm.join(', ') || 'none'}. Wrap another one in the room that owns it.`,
    severity: 'error',
    from: { path: folder(name) },
    to: {
      dependencyTypes: ['npm', 'npm-dev', 'npm-optional', 'npm-peer', 'npm-no-pkg', 'unknown'],
      pathNot: npm.map((pkg) => `node_modules/(@types/)?${pkg}/`),
    },
  },
]);

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'checks-apart',
      comment: 'A check never imports another check. What both need belongs to the text room.',
      severity: 'error',
      from: { path: '^src/checks/([^/]+)/' },
      to: { path: '^src/checks/[^/]+/', pathNot: '^src/checks/$1/' },
    },
    {
      name: 'workers-imports',
      comment: 'Workers hold no logic: they take it from context, pipeline and the contracts.',
      severity: 'error',
      from: { path: '^workers/' },
      to: {
        path: '^(src|tools|test)/',
        pathNot: [
          '^src/(context|config|logger)\\.ts$',
          '^src/(pipeline|domain)/',
          '^src/store/(comment|operation)-store\\.ts$',
          '^src/operations/',
          '^src/queue/',
        ],
      },
    },
    {
      name: 'leaves',
      comment: 'tools and test may import anything; nobody imports them.',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(tools|test)/' },
    },
    {
      name: 'composition-root',
      comment: 'Only main, the command line and workers start from the composition root.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: '^src/(main|context|start|serve|api-process|find-redis)\\.ts$|^src/cli/',
      },
      to: { path: '^src/(context|start|main|serve)\\.ts$' },
    },
    {
      name: 'environment',
      comment: 'config.ts is the only reader of process.env: ask it, or take the value as an argument.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot:
          '^src/(config|context|main|start|serve|api-process|api-cluster|logger|admin-key|find-redis)\\.ts$|^src/cli/',
      },
      to: { path: '^src/config\\.ts$' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    // swc reads the sources: TypeScript 7 has no JavaScript compiler API. Type-only imports must be seen too.
    parser: 'swc',
    tsPreCompilationDeps: true,
    exclude: { path: '\\.test\\.ts$|/testing/' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
