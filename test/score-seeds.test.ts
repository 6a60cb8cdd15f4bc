import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseArticle } from '../src/cli/score/article.js';
import type { VerdictLine } from '../src/cli/score/verdict-line.js';
import { attributes } from '../src/domain/finding.js';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Ran {
  readonly out: string;
  readonly err: string;
  readonly code: number | null;
}

/** The real command as a process. `until` may end it early, once it sees what was written so far. */
function decorum(
  args: readonly string[],
  until?: (out: string, kill: (how: 'SIGINT' | 'close') => void) => void,
) {
  return new Promise<Ran>((resolve) => {
    const child = spawn(process.execPath, ['tools/decorum.mjs', ...args], { cwd: root });
    let [out, err] = ['', ''];
    child.stdin.end();
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString();
    });
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString();
      until?.(out, (how) => (how === 'close' ? child.stdout.destroy() : child.kill(how)));
    });
    child.on('close', (code) => resolve({ out, err, code }));
  });
}

describe('the seeds', () => {
  let ran: Ran;
  let lines: readonly VerdictLine[];
  beforeAll(async () => {
    ran = await decorum(['score', 'seeds', '--to', 'jsonl']);
    lines = ran.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }, 120_000);

  test('give five comments, and what is strange about them is said', () => {
    expect(ran.code).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map((n) => `000_86731549089185a1#${n}`));
    expect(ran.err).toContain('promises 24 comments, holds 5');
    expect(ran.err).toContain('001_4f5835c4eae8b0ef.txt: an article without comments');
  });

  test('carry all that a line promises', () => {
    for (const line of lines) {
      expect(Object.keys(line).slice(0, 7)).toEqual([
        'id',
        'action',
        'priority',
        'scores',
        'findings',
        'policy',
        'versions',
      ]);
      expect(Object.keys(line.scores)).toEqual([...attributes]);
      expect(Object.keys(line.versions)).toEqual(['profanity', 'dehumanizing', 'toxicity']);
      expect(line).not.toHaveProperty('failed');
    }
  });

  test('people called animals: found and not allowed', () => {
    const { comments } = parseArticle(readFileSync(join(root, 'seeds', '000_86731549089185a1.txt'), 'utf8'));
    const words = [/^(the )?animals$/i, /^animal( thugs)?$/i];
    for (const [index, word] of words.entries()) {
      const line = lines[index]!;
      const found = line.findings.filter(({ attribute }) => attribute === 'DEHUMANIZATION');
      const marked = found.map(({ span }) => comments[index]!.text.slice(span.start, span.end));
      expect(marked).toContainEqual(expect.stringMatching(word));
      expect(line.action).not.toBe('allow');
    }
  });

  test('the wish of death goes to review', () => {
    expect(lines[2]!.findings.map(({ attribute }) => attribute)).toContain('THREAT');
    expect(lines[2]!.action).toBe('review');
  });

  test('the officer who should practise is allowed', () => {
    expect(lines[3]!.action).toBe('allow');
  });
});

describe('a large input', () => {
  let folder: string;
  let big: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'decorum-score-'));
    big = join(folder, 'big.txt');
    writeFileSync(big, 'The council will meet again on Thursday to talk about the bridge.\n'.repeat(200_000));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('Ctrl-C, though npm may pass it on twice, ends it with whole lines and 130', async () => {
    const { out, err, code } = await decorum(['score', big], (soFar, kill) => {
      if (soFar.length < 100_000) return;
      kill('SIGINT');
      kill('SIGINT');
    });
    expect(code).toBe(130);
    expect(out.endsWith('\n')).toBe(true);
    const lines = out.trim().split('\n');
    expect(lines.length).toBeLessThan(200_000);
    expect(JSON.parse(lines.at(-1)!).id).toBe(`big:${lines.length}`);
    expect(err).toContain(`interrupted after ${lines.length} lines`);
  }, 120_000);

  test('a reader that has seen enough ends it quietly', async () => {
    const { err, code } = await decorum(['score', big, '--quiet'], (_, kill) => kill('close'));
    expect([code, err]).toEqual([0, '']);
  }, 120_000);
});
