import { availableParallelism } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { projectRoot, readConfig } from './config.js';

test('an empty environment gives the stated defaults', () => {
  expect(readConfig({})).toEqual({
    port: 8080,
    host: '127.0.0.1',
    redisAuto: true,
    dataDir: `${projectRoot}/data`,
    apiProcesses: 1,
    workers: Math.min(availableParallelism(), 4),
    policyFile: `${projectRoot}/seeds/policy.yml`,
    logLevel: 'info',
    checkDeadlineMs: 2000,
    toxicityModel: 'full',
    perspectivePerMinute: 60,
    analyzeQuota: 60,
    analyzeDropUnknown: false,
    trustedProxies: 'loopback, linklocal, uniquelocal',
    url: 'http://127.0.0.1:8080',
  });
});

test('an endpoint for a second opinion has a protocol, and a key where one is given', () => {
  const url = 'http://127.0.0.1:9/v1/moderations';
  expect(readConfig({ TOXICITY_URL: url }).toxicityEndpoint).toEqual({ url, protocol: 'perspective' });
  expect(
    readConfig({ TOXICITY_URL: url, TOXICITY_PROTOCOL: 'openai', TOXICITY_KEY: 'k' }).toxicityEndpoint,
  ).toEqual({ url, protocol: 'openai', key: 'k' });
  expect(() => readConfig({ TOXICITY_URL: 'ftp://x' })).toThrow('TOXICITY_URL');
});

test('an empty variable counts as not set', () => {
  expect(readConfig({ PORT: '', REDIS_URL: '', DECORUM_ADMIN_KEY: '' }).port).toBe(8080);
});

test('the admin key is also the command line key, unless that has its own', () => {
  expect(readConfig({ DECORUM_ADMIN_KEY: 'k'.repeat(20) }).key).toBe('k'.repeat(20));
  expect(readConfig({ DECORUM_ADMIN_KEY: 'k'.repeat(20), DECORUM_KEY: 'other' }).key).toBe('other');
});

test('a server that listens everywhere is reached over loopback', () => {
  expect(readConfig({ HOST: '0.0.0.0', PORT: '9000' }).url).toBe('http://127.0.0.1:9000');
});

describe('a bad variable is named, its value is not', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['ANALYZE_QUOTA', '-1'],
    ['ANALYZE_UNKNOWN_ATTRIBUTES', 'maybe'],
    ['PERSPECTIVE_URL', 'ftp://10.0.0.1'],
    ['API_PROCESSES', '0'],
    ['WORKERS', '0'],
    ['WORKERS', '1.5'],
    ['REDIS_URL', 'mysql://10.0.0.1'],
    ['LOG_LEVEL', 'loud'],
    ['REDIS_AUTO', 'yes'],
    ['DECORUM_ADMIN_KEY', 'short-secret'],
    ['DECORUM_URL', 'ftp://x'],
  ])('%s=%s', (name, value) => {
    let message = '';
    try {
      readConfig({ [name]: value });
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toContain(`environment variable ${name}: `);
    expect(message).not.toContain(value.length > 5 ? value : '\u0000');
  });
});
