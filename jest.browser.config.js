import usual from './jest.config.js';

/** `npm run test:browser`: the desk in a real Chromium, on the real stack. */
export default {
  ...usual,
  roots: ['<rootDir>/test/browser'],
  testTimeout: 60_000,
  testMatch: ['**/*.browser.ts'],
  maxWorkers: 1,
};
