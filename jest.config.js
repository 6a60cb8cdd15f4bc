/** Tests run as ES modules through swc; see tools/test.mjs for the one flag that Jest needs. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/workers', '<rootDir>/tools', '<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  globalSetup: '<rootDir>/test/setup/start-redis.mjs',
  globalTeardown: '<rootDir>/test/setup/stop-redis.mjs',
  maxWorkers: 2,
  // A limit for a test that hangs, not a measure of speed: a busy machine takes its time.
  testTimeout: 30_000,
};
