import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { parse } from 'yaml';
import { routes } from '../src/api/app.js';
import { problems } from '../src/api/problems.js';
import { createStand } from '../src/api/testing/stand.js';

const pageFolder = mkdtempSync(join(tmpdir(), 'decorum-.page-'));
writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Review</title>');
writeFileSync(join(pageFolder, 'review.js'), 'export {};');
writeFileSync(join(pageFolder, '.secret'), 'x');
const stand = await createStand({ pageFolder });
afterAll(() => rmSync(pageFolder, { recursive: true, force: true }));

describe('methods and paths', () => {
  const wrong: readonly (readonly ['get' | 'put' | 'patch' | 'delete' | 'post', string, string])[] = [
    ['patch', '/v1/comments', 'POST, GET, HEAD'],
    ['put', '/v1/comments', 'POST, GET, HEAD'],
    ['put', '/v1/comments/batch', 'POST, GET, DELETE, HEAD'],
    ['post', '/v1/comments/x', 'GET, DELETE, HEAD'],
    ['patch', '/v1/review', 'GET, HEAD'],
    ['get', '/v1/review/x/claim', 'POST, DELETE'],
    ['delete', '/v1/review/x/decisions', 'POST'],
    ['post', '/health/live', 'GET, HEAD'],
    ['post', '/review', 'GET, HEAD'],
  ];
  test.each(wrong)('%s %s is 405 and says what is allowed', async (method, path, allowed) => {
    const answer = await request(stand.app)[method](path);
    expect([answer.status, answer.body.code, answer.headers.allow]).toEqual([
      405,
      'method_not_allowed',
      allowed,
    ]);
  });

  test('OPTIONS tells the same', async () => {
    const answer = await request(stand.app).options('/v1/comments/x');
    expect([answer.status, answer.headers.allow]).toEqual([204, 'GET, DELETE, HEAD']);
  });

  test('HEAD is GET without the body', async () => {
    const answer = await request(stand.app).head('/v1/comments/none').set('X-Api-Key', stand.keys.intake);
    expect([answer.status, answer.text ?? '']).toEqual([404, '']);
  });

  test.each([
    '/v1',
    '/v2/comments',
    '/v1/comments/x/y',
    '/health',
    '/review/none.js',
    '/review/.secret',
    '/review/../package.json',
    '/review/%2e%2e%2fpackage.json',
  ])('%s is 404 and a problem document', async (path) => {
    const answer = await request(stand.app).get(path);
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });
});

describe('headers', () => {
  test('a request id that is well formed is taken over, any other is replaced', async () => {
    const idFor = async (given: string) =>
      (await request(stand.app).get('/health/live').set('X-Request-Id', given)).headers['x-request-id'];
    expect(await idFor('req-1:a.b_C')).toBe('req-1:a.b_C');
    for (const bad of ['', 'x'.repeat(65), 'a b', '"}', 'ü'])
      expect(await idFor(bad)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('the page may load what we serve and nothing else, and nothing may frame it', async () => {
    const { headers } = await request(stand.app).get('/review');
    const policy = headers['content-security-policy']!;
    expect(policy.split(';')).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy).not.toContain('unsafe');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['cache-control']).toBe('no-store');
  });
});

describe('the page', () => {
  test('is served with its files, also from a folder with a dot, and / leads to it', async () => {
    expect((await request(stand.app).get('/review')).text).toContain('<title>Review</title>');
    const script = await request(stand.app).get('/review/review.js');
    expect([script.status, script.headers['content-type']]).toEqual([200, 'text/javascript; charset=utf-8']);
    expect((await request(stand.app).get('/')).headers.location).toBe('/review');
  });

  test('is not there without a folder', async () => {
    expect((await request((await createStand()).app).get('/review')).status).toBe(404);
  });
});

describe('the log', () => {
  test('has one line a request, with path and status; no query, no header, no body', async () => {
    const fresh = await createStand();
    await fresh
      .post('/v1/comments?wait=0', { id: 'logged', text: 'confidentialword', author: 'confidentialwriter' })
      .set('Cookie', 'session=confidentialcookie');
    await fresh.get('/v1/review?key=confidentialkey');
    const lines = fresh
      .log()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ req, res, problem }) => [req.method, req.path, res.statusCode, problem])).toEqual([
      ['POST', '/v1/comments', 202, undefined],
      ['GET', '/v1/review', 400, 'invalid_parameter'],
    ]);
    expect(fresh.log()).not.toContain('confidential');
  });

  test('leaves health out', async () => {
    const fresh = await createStand();
    await request(fresh.app).get('/health/ready');
    expect(fresh.log()).toBe('');
  });
});

describe('docs/openapi.yaml', () => {
  interface OpenApi {
    readonly paths: Record<string, Record<string, { responses: object; security?: unknown[] }>>;
    readonly components: { schemas: { Problem: { properties: { code: { enum: string[] } } } } };
  }
  const file = new URL('../docs/openapi.yaml', import.meta.url);
  const methods = ['get', 'post', 'put', 'patch', 'delete'];
  const { store, keyStore: keys, queue, words, pipeline, perspective } = stand;
  const policies = {
    store: stand.policyStore,
    starting: { name: 'x', version: '1', rules: [], onFailedCheck: 'review' as const },
  };
  const doors = routes(
    {
      store,
      keys,
      queue,
      words,
      pipeline,
      perspective,
      pageFolder,
      policies,
      operations: stand.operations,
      users: stand.users,
      desk: stand.desk,
      tools: stand.tools,
    },
    () => {},
  );

  test('has the paths and methods of the app, and says which need a key', async () => {
    const { paths } = parse(await readFile(file, 'utf8')) as OpenApi;
    const written = Object.entries(paths).flatMap(([path, item]) =>
      methods
        .filter((method) => item[method])
        .map((method) => `${method} ${path} ${item[method]?.security?.length === 0 ? 'open' : 'key'}`),
    );
    const real = doors.map(
      ({ method, path, scopes }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')} ${scopes ? 'key' : 'open'}`,
    );
    expect(written.sort()).toEqual(real.sort());
  });

  test('has every problem code, and every reference leads somewhere', async () => {
    const text = await readFile(file, 'utf8');
    const document = parse(text) as OpenApi;
    expect(document.components.schemas.Problem.properties.code.enum).toEqual(Object.keys(problems));
    for (const [, reference] of text.matchAll(/\$ref: ["']#\/([^"']+)["']/g)) {
      const found = reference!
        .split('/')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)?.[name], document);
      expect([reference, found]).toEqual([reference, expect.anything()]);
    }
  });
});
