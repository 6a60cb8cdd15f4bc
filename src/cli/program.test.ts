import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Check } from '../checks/check.js';
import { DecorumError } from '../domain/errors.js';
import { createPipeline } from '../pipeline/pipeline.js';
import type { KeyRecord, KeyStore } from '../store/key-store.js';
import { createMemoryAudit } from '../store/memory-audit.js';
import { createMemoryUserStore } from '../store/memory-user-store.js';
import type { ProgramDeps, ProgramIo } from './deps.js';
import { createProgram } from './program.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-program-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Finds the word "bad", and shows which context it was given. */
const toy: Check = {
  name: 'toy',
  version: '1',
  attributes: ['INSULT'],
  inspect: (text, about) => {
    const start = text.raw.indexOf('bad');
    if (start === -1) return { findings: [], scores: { TOXICITY: about.article ? 0.25 : 0 } };
    const note = about.article?.title ?? 'none';
    const span = { start, end: start + 3 };
    return {
      findings: [{ rule: 'toy/bad', attribute: 'INSULT', span, score: 0.9, severity: 'mild', note }],
      scores: { INSULT: 0.9 },
    };
  },
};
const policy = {
  name: 'toy',
  version: '1',
  onFailedCheck: 'review',
  rules: [{ name: 'insult', attribute: 'INSULT', minScore: 0.5, action: 'review' }],
} as const;

const verdict = {
  ...{ action: 'allow', priority: 0, reasons: [], findings: [], scores: {}, outcomes: [] },
  ...{ policy: 'p@1', judgedAt: '' },
};

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

interface Given extends Partial<Omit<ProgramDeps, 'io'>> {
  readonly stdin?: string;
  readonly terminal?: boolean;
  /** Given what Ctrl-C would call, as soon as the command listens for it. */
  readonly onInterrupt?: (interrupt: () => void) => void;
}

async function decorum(args: readonly string[], given: Given = {}): Promise<Ran> {
  const { stdin = '', terminal = false, onInterrupt, ...deps } = given;
  const [stdout, stderr] = [new Sink(), new Sink()];
  let code = 0;
  const io: ProgramIo = {
    stdin: Object.assign(Readable.from([Buffer.from(stdin)]), { isTTY: terminal }),
    stdout: Object.assign(stdout, { isTTY: terminal, columns: 100 }),
    stderr: Object.assign(stderr, { isTTY: false }),
    exit: (exit) => {
      code = exit;
    },
    onInterrupt: (call) => onInterrupt?.(call),
  };
  const program = createProgram({
    version: '1.2.3',
    start: async () => {},
    createPipeline: () => createPipeline({ checks: [toy], policy }),
    settings: () => ({ url: 'http://127.0.0.1:1' }),
    keys: async () => {
      throw new DecorumError('unavailable', 'Redis is away');
    },
    ...deps,
    io,
  });
  try {
    await program.parseAsync(['node', 'decorum', ...args]);
  } catch (error) {
    const { exitCode } = error as { exitCode?: number };
    if (exitCode === undefined) throw error;
    code = exitCode;
  }
  return { out: stdout.text, err: stderr.text.replaceAll(`${folder}/`, ''), code };
}
const ids = ({ out }: Ran): string[] =>
  out
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))
    .map((line) => line.error ?? line.id);

describe('the command', () => {
  test.each([
    ['--version', 0, /^1\.2\.3\n$/],
    ['--help', 0, /score .*start|start .*score/s],
    ['score --help', 0, /stored under that and ~ and ten hex digits made of its text and site/],
  ])('%s', async (option, code, out) => {
    const ran = await decorum(option.split(' '));
    expect(ran.code).toBe(code);
    expect(ran.out).toMatch(out);
  });

  test.each([
    [['moderate'], /unknown command 'moderate'/],
    [['--colour'], /unknown option '--colour'/],
    [['start', 'moon'], /unknown role 'moon': give all, api, worker/],
    [['score', '--to', 'xml'], /Allowed choices are table, jsonl, csv/],
    [['score', '--from', 'xml'], /Allowed choices are auto, article/],
    [['score', '--via', 'pigeon'], /Allowed choices are queue/],
    [['score', '--timeout', 'soon'], /number of seconds/],
    [['score', '--url', 'http://x'], /--url and --key go with --via queue/],
    [['score', '--via', 'queue', '--policy', 'p.yml'], /--policy does not go with --via queue/],
    [['score', '--site', ''], /--site: must not be empty/],
    [['score', '--via', 'queue'], /no key: give --key or set DECORUM_KEY/],
    [['keys', 'add', '--name', 'x'], /required option '--scope/],
    [
      ['keys', 'add', '--name', 'x', '--scope', 'root'],
      /Allowed choices are intake, moderate, lead, analyze, admin/,
    ],
    [['keys', 'list'], /Redis is away/],
  ])('%j ends with a clear word and 1', async (args, message) => {
    const { code, err, out } = await decorum(args);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(out).toBe('');
  });

  test.each([
    [['start'], 'all'],
    [['start', 'api'], 'api'],
    [['start', 'worker'], 'worker'],
  ])('%j starts %s', async (args, role) => {
    const roles: string[] = [];
    await decorum(args, { start: async (asked) => void roles.push(asked) });
    expect(roles).toEqual([role]);
  });
});

describe('keys', () => {
  const audit = createMemoryAudit();
  const records: KeyRecord[] = [];
  let closed = 0;
  const store: Partial<KeyStore> = {
    async create(name, scopes) {
      const record = { id: `k${records.length}`, name, scopes, createdAt: '2026-01-02T03:04:05Z' };
      records.push(record);
      return { key: 'the-key', record };
    },
    list: async () => records,
    revoke: async (id) => records.some((record) => record.id === id),
  };
  const keys: ProgramDeps['keys'] = async () => ({
    keys: store as KeyStore,
    users: createMemoryUserStore(),
    audit,
    close: async () => void closed++,
  });

  test('add prints the key alone on stdout, list never', async () => {
    const added = await decorum(
      ['keys', 'add', '--name', ' CMS ', '--scope', 'intake', '--scope', 'moderate', 'intake'],
      { keys },
    );
    expect(added).toMatchObject({ code: 0, out: 'the-key\n' });
    expect(records).toMatchObject([{ name: 'CMS', scopes: ['intake', 'moderate'] }]);
    const listed = await decorum(['keys', 'list'], { keys });
    expect(listed.out).toMatch(/^k0 {2}intake,moderate {8}2026-01-02 {2}CMS\n$/);
    expect(closed).toBe(2);
  });

  test('revoke says whether there was one', async () => {
    expect(await decorum(['keys', 'revoke', 'k0'], { keys })).toMatchObject({ code: 0, out: 'revoked k0\n' });
    const { code, err } = await decorum(['keys', 'revoke', 'k9'], { keys });
    expect([code, err]).toEqual([1, 'error: no key has the id k9\n']);
    const { entries } = await audit.page({ kind: 'key', limit: 10 });
    expect(entries.map(({ subject, detail }) => `${subject} ${detail}`)).toEqual([
      'k0 revoked',
      'k0 made, intake moderate',
    ]);
  });
});

describe('score', () => {
  test('reads all inputs in order, bad lines in their places, and ends with 2', async () => {
    const one = file('one.jsonl', '{"id":"a","text":"fine"}\nnonsense\n{"id":"c","text":"so bad"}\n');
    const two = file('two.csv', 'id,text\nd,good\n');
    const ran = await decorum(['score', one, '-', two], { stdin: 'from a pipe' });
    expect(ids(ran)).toEqual(['a', 'line: is not JSON', 'c', 'stdin:1', 'd']);
    expect(ran.code).toBe(2);
    expect(JSON.parse(ran.out.split('\n')[1]!)).toEqual({ error: 'line: is not JSON', file: one, line: 2 });
    expect(ran.err).toMatch(/4 comments in .* s \(\d+ a second\): 3 allow, 1 review, 0 block; 1 error\n$/);
  });

  test('comments under an article are read with it', async () => {
    const page = file('page.txt', 'The headline\n\nBody.\n\nComments (2)\n\nso bad\n\n\nfine');
    const ran = await decorum(['score', page]);
    const [first, second] = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ id: 'page#1', action: 'review', findings: [{ note: 'The headline' }] });
    expect(second).toMatchObject({ id: 'page#2', action: 'allow', scores: { TOXICITY: 0.25 } });
    expect(ran.code).toBe(0);
  });

  test('what is not there is said; alone it ends with 1, else the rest is scored and it ends with 2', async () => {
    const good = file('good.txt', 'fine');
    const none = join(folder, 'none.txt');
    expect(await decorum(['score', none])).toEqual({
      out: '',
      err: 'error: none.txt: no such file or folder\n',
      code: 1,
    });
    const ran = await decorum(['score', none, good]);
    expect([ids(ran), ran.code]).toEqual([['good:1'], 2]);
  });

  test('on a terminal it is a table, with an input asked for', async () => {
    const page = file('words.txt', 'so bad');
    const { out } = await decorum(['score', page], { terminal: true });
    expect(out).toMatch(/^id .* text\n/);
    expect(out).toMatch(/words:1 .* review .* so \[\[bad\]\]\n$/);
    const { code, err } = await decorum(['score'], { terminal: true });
    expect([code, err]).toEqual([1, 'error: nothing to score: give files, folders or - (score --help)\n']);
  });

  test('--quiet leaves errors alone on stderr', async () => {
    const page = file('words.txt', 'so bad');
    expect((await decorum(['score', '--quiet', page])).err).toBe('');
    expect((await decorum(['score', '--quiet', page, join(folder, 'none')])).err).toMatch(
      /^error: none: .*\n$/,
    );
  });

  test('--out writes a file by the format of its name and never an input', async () => {
    const page = file('in.csv', 'text\nso bad\n');
    const out = join(folder, 'out.csv');
    expect(await decorum(['score', page, '--out', out])).toMatchObject({ code: 0, out: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/^id,action,priority,.*\nin:2,review,/);
    const over = await decorum(['score', page, '--out', page]);
    expect([over.code, over.err]).toEqual([1, 'error: --out in.csv: is also an input\n']);
    expect(readFileSync(page, 'utf8')).toBe('text\nso bad\n');
  });

  test('a policy that cannot be read ends with 1 before anything is written', async () => {
    const page = file('words.txt', 'so bad');
    const asked: unknown[] = [];
    const ran = await decorum(['score', page, '--policy', join(folder, 'p.yml')], {
      createPipeline: (options) => {
        asked.push(options);
        throw new DecorumError('invalid', 'p.yml: rules: is required');
      },
    });
    expect(ran).toMatchObject({ code: 1, out: '', err: 'error: p.yml: rules: is required\n' });
    expect(asked).toEqual([{ policyFile: join(folder, 'p.yml') }]);
  });

  test('a pipeline that breaks gives the comment up, not the run', async () => {
    const pipeline = createPipeline({ checks: [toy], policy });
    const broken = {
      ...pipeline,
      moderate: async () => Promise.reject(new TypeError('secret words')),
    };
    const ran = await decorum(['score'], { stdin: 'a\nb\n', createPipeline: () => broken });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('"failed":["toy"]');
    expect(ran.out).toContain('"action":"review"');
    expect(ran.out + ran.err).not.toContain('secret');
  });

  test('more than 64 comments keep their order when checks answer out of order', async () => {
    const slow: Check = {
      ...toy,
      inspect: (text) =>
        new Promise((resolve) =>
          setTimeout(() => resolve({ findings: [], scores: {} }), Number(text.raw) % 7),
        ),
    };
    const stdin = Array.from({ length: 200 }, (_, i) => `${i}`).join('\n');
    const ran = await decorum(['score'], {
      stdin,
      createPipeline: () => createPipeline({ checks: [slow], policy }),
    });
    expect(ids(ran)).toEqual(Array.from({ length: 200 }, (_, i) => `stdin:${i + 1}`));
  });

  /** Presses Ctrl-C while the nth comment is moderated. */
  function interruptedAt(nth: number, args: readonly string[]): Promise<Ran> {
    const pipeline = createPipeline({ checks: [toy], policy });
    let interrupt = (): void => {};
    let seen = 0;
    return decorum(args, {
      createPipeline: () => ({
        ...pipeline,
        moderate(comment) {
          if (++seen === nth) interrupt();
          return pipeline.moderate(comment);
        },
      }),
      onInterrupt: (call) => {
        interrupt = call;
      },
    });
  }

  test('Ctrl-C finishes what is under way, says how much that was, and ends with 130', async () => {
    const big = file('big.txt', 'fine\n'.repeat(10_000));
    const ran = await interruptedAt(1000, ['score', big]);
    const done = ids(ran).length;
    expect(ran.code).toBe(130);
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(10_000);
    expect(ran.out.endsWith('\n')).toBe(true);
    expect(ran.err).toContain(`interrupted after ${done} lines\n`);
  });

  test('Ctrl-C leaves what is done of --out beside its name', async () => {
    const big = file('big.txt', 'fine\n'.repeat(10_000));
    const out = join(folder, 'late.jsonl');
    const ran = await interruptedAt(1000, ['score', big, '--out', out]);
    expect(ran.code).toBe(130);
    expect(ran.err).toContain('not finished: what is done stands in late.jsonl.partial\n');
    expect(existsSync(out)).toBe(false);
    const kept = readFileSync(`${out}.partial`, 'utf8').trim().split('\n').length;
    expect(ran.err).toContain(`interrupted after ${kept} lines\n`);
  });

  test('what breaks off the run leaves what is done of --out beside its name, and says where', async () => {
    const two = file('two.txt', 'fine\n'.repeat(500));
    const out = join(folder, 'broken.jsonl');
    let asked = 0;
    const api = createServer((req, res) => {
      const answer = (status: number, body: object): void =>
        void res.writeHead(status).end(JSON.stringify(body));
      if (req.method === 'POST' && ++asked > 4) return answer(500, { detail: 'Broken.' });
      const ids = new URL(req.url!, 'http://x').searchParams.getAll('id');
      if (req.method === 'GET')
        return answer(200, {
          cases: ids.map((id) => ({ id, revision: 1, verdict: { ...verdict, revision: 1 } })),
        });
      let body = '';
      req.on('data', (part: Buffer) => {
        body += part.toString();
      });
      req.on('end', () => {
        const results = (JSON.parse(body) as unknown[]).map((_, index) => ({ index, revision: 1 }));
        answer(202, { results });
      });
    });
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
    const ran = await decorum(['score', two, '--via', 'queue', '--url', url, '--key', 'k', '--out', out]);
    api.closeAllConnections();
    api.close();
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('not finished: what is done stands in broken.jsonl.partial\n');
    expect(ran.err).toMatch(/error: .*500: Broken\.\n$/);
    expect(existsSync(out)).toBe(false);
    expect(readFileSync(`${out}.partial`, 'utf8').trim().split('\n')).toHaveLength(400);
  });
});
