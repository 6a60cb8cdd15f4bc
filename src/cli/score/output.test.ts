import { execFileSync } from 'node:child_process';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { fileOutput, streamOutput } from './output.js';

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'decorum-output-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string): string => join(folder, name);

describe('a file', () => {
  test('gets its name when it is whole, and replaces an older one', async () => {
    writeFileSync(at('out'), 'old');
    const output = await fileOutput(at('out'), []);
    await output.write('new');
    expect(readFileSync(at('out'), 'utf8')).toBe('old');
    expect(await output.close(true)).toBeUndefined();
    expect(readFileSync(at('out'), 'utf8')).toBe('new');
    expect(existsSync(at('out.partial'))).toBe(false);
  });

  test('keeps another name when it is not whole', async () => {
    writeFileSync(at('out'), 'old');
    const output = await fileOutput(at('out'), []);
    await output.write('half');
    expect(await output.close(false)).toBe(at('out.partial'));
    expect(readFileSync(at('out'), 'utf8')).toBe('old');
    expect(readFileSync(at('out.partial'), 'utf8')).toBe('half');
  });

  test('is never an input, not even by a link', async () => {
    writeFileSync(at('in'), 'precious');
    symlinkSync(at('in'), at('link'));
    for (const name of ['in', 'link'])
      await expect(fileOutput(at(name), [at('in')])).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('is also an input'),
      });
    expect(readFileSync(at('in'), 'utf8')).toBe('precious');
  });

  test('is no folder', async () => {
    await expect(fileOutput(folder, [])).rejects.toMatchObject({ message: `--out ${folder}: is a folder` });
  });

  test('a pipe is written to and stays one', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    const read = text(createReadStream(at('pipe')));
    const output = await fileOutput(at('pipe'), []);
    await output.write('hello');
    expect(await output.close(true)).toBeUndefined();
    expect(await read).toBe('hello');
    expect(statSync(at('pipe')).isFIFO()).toBe(true);
  });

  test('that cannot be written says so', async () => {
    await expect(fileOutput(at('none/out'), [])).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/cannot be written \(ENOENT\)$/),
    });
  });

  test('that cannot get its name at the end says where its lines are', async () => {
    const output = await fileOutput(at('out'), []);
    await output.write('done');
    mkdirSync(at('out'));
    await expect(output.close(true)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(/cannot be written \(E\w+\); what is done stands in .*out\.partial$/),
    });
    expect(readFileSync(at('out.partial'), 'utf8')).toBe('done');
  });
});

describe('a stream', () => {
  test('that is slow holds the writer back', async () => {
    let taken: (() => void) | undefined;
    const slow = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => {
        taken = done;
      },
    });
    const output = streamOutput(slow, () => {});
    let written = false;
    const writing = output.write('more than one byte').then(() => {
      written = true;
    });
    await Promise.resolve();
    expect(written).toBe(false);
    taken!();
    await writing;
    expect(written).toBe(true);
  });

  test('whose reader has gone tells it once and never hangs', async () => {
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('gone'), { code: 'EPIPE' })),
    });
    let gone = 0;
    const output = streamOutput(broken, () => {
      gone++;
    });
    await output.write('x'.repeat(100_000));
    await output.write('y');
    await output.close(false);
    expect(gone).toBe(1);
  });
});
