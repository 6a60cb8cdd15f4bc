import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Listening, listen } from '../api/server.js';
import { createStand, type Stand } from '../api/testing/stand.js';
import { DecorumError } from '../domain/errors.js';
import type { SiteWord } from '../domain/site-words.js';
import { createMemoryWordStore } from '../store/memory-word-store.js';
import type { ProgramIo } from './deps.js';
import { createProgram } from './program.js';

let folder: string;
let stand: Stand;
let server: Listening;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'decorum-words-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => server?.close(0));
beforeEach(async () => {
  await server?.close(0);
  stand = await createStand();
  server = await listen(stand.app, { host: '127.0.0.1', port: 0 });
});

class Sink extends Writable {
  text = '';
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

interface Given {
  readonly stdin?: string;
  readonly key?: string;
  readonly url?: string;
  /** Columns; absent: no terminal. */
  readonly columns?: number;
}

async function words(line: string | readonly string[], { stdin = '', columns, ...given }: Given = {}) {
  const [stdout, stderr] = [new Sink(), new Sink()];
  let code = 0;
  const terminal = { isTTY: columns !== undefined, ...(columns && { columns }) };
  const io: ProgramIo = {
    stdin: Object.assign(Readable.from([Buffer.from(stdin)]), terminal),
    stdout: Object.assign(stdout, terminal),
    stderr: Object.assign(stderr, terminal),
    exit: (exit) => {
      code = exit;
    },
    onInterrupt: () => {},
  };
  const away = async (): Promise<never> => {
    throw new DecorumError('unavailable', 'not here');
  };
  const program = createProgram({
    version: '1.2.3',
    start: away,
    createPipeline: () => away(),
    keys: away,
    settings: () => ({ url: server.url, key: stand.keys.admin, ...given }),
    io,
  });
  const args = typeof line === 'string' ? line.split(' ') : line;
  try {
    await program.parseAsync(['node', 'decorum', 'words', ...args]);
  } catch (error) {
    const { exitCode } = error as { exitCode?: number };
    if (exitCode === undefined) throw error;
    code = exitCode;
  }
  return { out: stdout.text, err: stderr.text.replaceAll(`${folder}/`, ''), code };
}
const at = '--site herald';
const json = async (line: string) => JSON.parse((await words(`${line} --json`)).out);
const phrases = async () => (await stand.words.get('herald')).words.map(({ phrase }) => phrase);

describe('the command', () => {
  test('--help has examples', async () => {
    const { out, code } = await words('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/words add --site herald --deny 'frack\*' --severity mild/);
    expect(out).toMatch(/list .*add .*remove .*import .*export .*test .*preview .*history .*restore /s);
  });

  test.each([
    ['list', /required option '--site <name>'/],
    [`list --site ${'x'.repeat(201)}`, /--site: must be at most 200 characters/],
    [`add ${at} --deny oaf --severity awful`, /Allowed choices are mild, moderate, severe/],
    [`add ${at}`, /no entry: give --deny or --allow/],
    [`preview ${at}`, /no entry: give --deny or --allow/],
    [`restore ${at} first`, /whole number/],
    [`import ${at} none.csv`, /none\.csv: cannot be read \(ENOENT\)/],
    [`remove ${at} oaf`, /no entry of herald has the id or phrase oaf/],
    [`restore ${at} 7`, /This version of the list is not kept/],
  ])('%s ends with a clear word and 1', async (line, message) => {
    const { out, err, code } = await words(line);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(message);
  });

  test('without a server it says how to start one', async () => {
    await server.close(0);
    const { code, err } = await words(`list ${at}`);
    expect([code, err]).toEqual([
      1,
      `error: ${server.url}: nothing answers there: is Decorum running (npm start)?\n`,
    ]);
  });

  test('a key that may not, one that is none, none at all', async () => {
    const may = await words(`add ${at} --deny oaf`, { key: stand.keys.moderate });
    expect([may.code, may.err]).toEqual([
      1,
      expect.stringMatching(/lacks the scope lead\. \(403\).*keys add/),
    ]);
    expect((await words(`list ${at}`, { key: stand.keys.moderate })).code).toBe(0);
    expect((await words(`list ${at}`, { key: 'x' })).err).toMatch(/the key is not valid \(401\)/);
    expect((await words(`list ${at}`, { key: '' })).err).toMatch(/no key: give --key/);
  });
});

describe('entries', () => {
  test('are added, listed and taken off, by id or by phrase', async () => {
    const added = await words([
      ...['add', '--site', 'herald', '--deny', 'oaf', '--deny', 'you lout*', '--severity', 'mild'],
      ...['--allow', 'scurvy', '--note', 'asked for by the desk'],
    ]);
    expect([added.code, added.err]).toEqual([0, 'herald: version 1\n']);
    const listed = await words(`list ${at}`);
    const { words: now } = await json(`list ${at}`);
    const [oaf, lout, scurvy] = now;
    expect(listed.err).toBe('herald: version 1, 3 entries (2 deny, 1 allow)\n');
    const day = oaf.addedAt.slice(0, 10);
    expect(listed.out.split('\n')).toEqual([
      'id        list   severity  phrase       added       by            note',
      `${oaf.id}  deny   mild      "oaf"        ${day}  the operator  asked for by the desk`,
      `${lout.id}  deny   mild      "you lout*"  ${day}  the operator  asked for by the desk`,
      `${scurvy.id}  allow            "scurvy"     ${day}  the operator  asked for by the desk`,
      '',
    ]);
    expect(added.out).toBe(listed.out);
    const removed = await words(['remove', '--site', 'herald', oaf.id, 'YOU lout*']);
    expect([removed.code, removed.out]).toEqual([
      0,
      `removed  ${oaf.id}  deny   "oaf"\nremoved  ${lout.id}  deny   "you lout*"\n`,
    ]);
    expect(await phrases()).toEqual(['scurvy']);
  });

  test('that are bad are refused one a line, by their phrases, with 2', async () => {
    const ran = await words(['add', '--site', 'herald', '--deny', 'oaf', '--deny', '*', '--allow', 'OAF']);
    expect(ran).toEqual({
      out: '',
      err: [
        'refused: "*" phrase: must hold something besides *',
        'refused: "OAF" phrase: is on the deny list ("oaf"): no phrase can be on both',
        'nothing was written\n',
      ].join('\n'),
      code: 2,
    });
    const told = await words(['add', '--json', '--site', 'herald', '--deny', '*']);
    expect(JSON.parse(told.out)).toMatchObject({ code: 'invalid', errors: [{ field: 'words[0].phrase' }] });
    expect(told.code).toBe(2);
    expect(await phrases()).toEqual([]);
  });

  test('can do nothing to a terminal, and fit it', async () => {
    const raw: SiteWord[] = [
      {
        ...{
          id: 'x',
          list: 'deny',
          phrase: 'a\u001b[31mb',
          addedBy: 'k\u202eim',
          addedAt: '2026-11-20T10:00:00Z',
        },
        note: `${'long '.repeat(30)}`,
      },
    ];
    await stand.words.replace('herald', raw, 0, 'kim');
    const { out } = await words(`list ${at}`, { columns: 80 });
    expect(out).toContain('"a\u241b[31mb"');
    for (const sign of ['\u001b', '\u202e']) expect(out).not.toContain(sign);
    for (const line of out.trim().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('a write is sent once, however the server answers', async () => {
    let tries = 0;
    const store = createMemoryWordStore();
    const broken = await createStand({
      words: {
        ...store,
        async replace(...given) {
          tries++;
          await store.replace(...given);
          throw new DecorumError('unavailable', 'away');
        },
      },
    });
    const there = await listen(broken.app, { host: '127.0.0.1', port: 0 });
    const ran = await words(`add ${at} --deny oaf`, { url: there.url, key: broken.keys.admin });
    await there.close(0);
    expect([ran.code, tries]).toEqual([1, 1]);
    expect(ran.err).toMatch(/503/);
  });
});

describe('files', () => {
  test('go out and come in: the same list', async () => {
    await words(['add', '--site', 'herald', '--deny', '@oaf', '--allow', 'Ärger, "so"', '--note', '=1+1']);
    const file = join(folder, 'words.csv');
    expect(await words(['export', '--site', 'herald', '--out', file])).toEqual({ out: '', err: '', code: 0 });
    expect(readFileSync(file, 'utf8')).toBe((await words(`export ${at}`)).out);
    expect(existsSync(`${file}.partial`)).toBe(false);
    const { out, code } = await words(['import', '--site', 'gazette', file]);
    expect([code, out]).toEqual([0, 'gazette: version 1, 2 added, 0 removed, 2 in all\n']);
    const content = async (site: string) =>
      (await stand.words.get(site)).words.map(({ id: _id, addedAt: _at, ...entry }) => entry);
    expect(await content('gazette')).toEqual(await content('herald'));
  });

  test('come in by standard input, add or replace, and are refused by line', async () => {
    const take = (line: string, stdin: string) => words(`import ${at} ${line}-`, { stdin });
    expect((await take('', 'list,phrase\ndeny,oaf\n')).code).toBe(0);
    expect((await take('--replace ', 'list,phrase\ndeny,lout\n')).out).toMatch(
      /1 added, 1 removed, 1 in all/,
    );
    const bad = await take('', 'list,phrase,severity\ndeny,fop,\nban,churl,x\n');
    expect([bad.code, bad.err.split('\n')]).toEqual([
      2,
      [
        'refused: line 3, list: must be allow or deny',
        'refused: line 3, severity: must be one of mild, moderate, severe',
        'nothing was written',
        '',
      ],
    ]);
    expect((await take('', 'fop\n')).code).toBe(2);
    expect(await phrases()).toEqual(['lout']);
  });
});

test('test shows the verdict, why, and each finding in its place', async () => {
  const { out, code } = await words(['test', '--site', 'herald', 'You idiot, you oaf!', '--deny', 'oaf']);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    'review  (list version 0, policy toy@1)',
    '  insult     review  INSULT 0.60',
    '  profanity  review  PROFANITY 1.00 moderate',
    '  You [[idiot]], you oaf!',
    '    toy/insult, moderate. A word of the toy check for INSULT.',
    '  You idiot, you [[oaf]]!',
    '    toy/site, moderate. On this site\'s deny list (entry "oaf").',
    '',
  ]);
  expect((await words(`test ${at} -`, { stdin: 'fine' })).out).toBe(
    'allow  (list version 0, policy toy@1)\n',
  );
  expect((await words(['test', '--site', 'herald', ' '])).err).toMatch(/^refused: text: must not be blank\n/);
});

describe('preview', () => {
  async function comments(...texts: string[]): Promise<void> {
    for (const [index, text] of texts.entries())
      await stand.post('/v1/comments?wait=2000', { id: `c${index}`, text, site: 'herald' });
    await stand.post('/v1/review/c0/decisions', { ruling: 'approve' }, 'moderate');
  }

  test('tells what was hit and how moderators had decided', async () => {
    await comments('an oaf', 'an idiot, an oaf', 'fine');
    const { out, err, code } = await words(`preview ${at} --deny oaf --deny fop`);
    expect([code, err]).toEqual([0, '']);
    const [head, sum, ...tables] = out.split('\n');
    expect(head).toBe('3 comments of herald, read by its list (version 0) without and with 2 new entries.');
    expect(sum).toBe('2 hit; how moderators had decided them:');
    expect(tables.slice(0, 8)).toEqual([
      '',
      'entry  comments  approved  rejected  escalated  undecided',
      '"oaf"  2         1         0         0          1',
      '"fop"  0         0         0         0          0',
      'all    2         1         0         0          1',
      '',
      'verdict         comments  approved  rejected  escalated  undecided',
      'allow → review  1         1         0         0          0',
    ]);
    expect(out).toMatch(/\nc0 +allow → review +"oaf"\n/);
    expect((await json(`preview ${at} --deny oaf --newest 2`)).read).toBe(2);
  });

  test('says so where nothing was hit', async () => {
    const { out } = await words(`preview ${at} --deny oaf`, { columns: 100 });
    expect(out).toBe(
      '0 comments of herald, read by its list (version 0) without and with the new entry.\nNone was hit.\n',
    );
  });
});

test('history shows versions, restore brings one back', async () => {
  expect((await words(`history ${at}`)).err).toBe('herald: nothing was ever written\n');
  await words(`add ${at} --deny oaf`);
  await words(`add ${at} --deny lout`);
  const { out } = await words(`history ${at}`);
  expect(out.split('\n').map((line) => line.replace(/\d{4}-\S+ \S+/, '(when)'))).toEqual([
    'version  written              entries  by',
    '2        (when)  2        the operator',
    '1        (when)  1        the operator',
    '',
  ]);
  const restored = await words(`restore ${at} 1`);
  expect([restored.code, restored.out]).toEqual([0, 'herald: version 3, 0 added, 1 removed, 1 in all\n']);
  expect((await words(`list ${at} --at 2`)).out).toContain('"lout"');
  expect((await json(`history ${at}`)).versions).toHaveLength(3);
});
