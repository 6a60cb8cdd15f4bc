import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { transform } from '@swc/core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Listening, listen } from '../src/api/server.js';
import { createStand, type Stand } from '../src/api/testing/stand.js';
import { until } from '../src/queue/testing/until.js';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The page as it is built, made here so that the test never meets an older one. */
async function buildPage(): Promise<string> {
  const from = new URL('../src/ui/', import.meta.url).pathname;
  const folder = await mkdtemp(join(tmpdir(), 'decorum-page-'));
  for (const name of await readdir(from)) {
    if (/\.(?:html|css|svg)$/.test(name)) await cp(join(from, name), join(folder, name));
    if (!name.endsWith('.ts') || name.endsWith('.test.ts')) continue;
    const { code } = await transform(await readFile(join(from, name), 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(join(folder, name.replace(/\.ts$/, '.js')), code);
  }
  return folder;
}

let folder: string;
let browser: Browser;
let stand: Stand;
let server: Listening;
let page: Page;
/** Whatever the browser complained of: the content security policy speaks here too. */
let complaints: string[];

beforeAll(async () => {
  if (!existsSync(executablePath))
    throw new Error(
      `No Chromium at ${executablePath}. Install it (Debian, Ubuntu: sudo apt-get install chromium) or say where it is: CHROMIUM_PATH=/path/to/chromium`,
    );
  folder = await buildPage();
  browser = await chromium.launch({ executablePath, args: flags });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

const script =
  '<img src=x onerror="document.title=`taken over`"><script>document.title="taken over"</script>';

beforeEach(async () => {
  stand = await createStand({ pageFolder: folder });
  server = await listen(stand.app, { host: '127.0.0.1', port: 0 });
  await stand.post('/v1/comments/batch', [
    {
      id: 'first',
      text: 'You are an idiot.',
      article: { title: 'On parks', url: 'https://example.org/parks' },
    },
    { id: 'script', text: `vermin ${script}`, parent: { text: 'What do you think?' } },
    { id: 'fine', text: 'A fine day.' },
  ]);
  await stand.queue.idle();
  page = await browser.newPage();
  complaints = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of (?:401|403|409)/.test(message.text()))
      complaints.push(message.text());
  });
  await page.goto(`${server.url}/review`);
});

afterEach(async () => {
  await page?.close();
  await server?.close(0);
});

async function signIn(key: string): Promise<void> {
  await page.getByLabel('Moderator key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const inQueue = () => page.locator('#cases button');
const shown = (text: string) => page.getByText(text, { exact: false }).first().waitFor();

describe('the review page', () => {
  test('asks for a key, shows the queue with marked spans, and what is decided leaves it', async () => {
    await signIn(stand.keys.moderate);
    await shown('2 wait.');
    await inQueue().filter({ hasText: 'You are an idiot.' }).click();
    const marks = page.locator('#case .text mark');
    await marks.first().waitFor();
    // "an idiot" and "idiot" overlap: two stretches, the second of both findings, and the text is whole.
    expect(await marks.allTextContents()).toEqual(['an ', 'idiot']);
    expect(await page.locator('#case .text').textContent()).toBe('You are an idiot.');
    expect(await marks.nth(1).getAttribute('class')).toBe('moderate');
    const title = await marks.nth(1).getAttribute('title');
    expect(title).toContain('INSULT, moderate, score 0.60: A word of the toy check for INSULT.');
    expect(title).toContain('TOXICITY');
    expect(await page.getByRole('link', { name: 'On parks' }).getAttribute('href')).toBe(
      'https://example.org/parks',
    );
    await page.getByRole('button', { name: 'Approve' }).click();
    await shown('Approved: first.');
    await shown('1 waits.');
    expect(await inQueue().count()).toBe(1);
    const [found] = await stand.store.get(['first']);
    expect(found?.decision).toMatchObject({ ruling: 'approve', moderator: 'Ada', revision: 1 });
    expect(complaints).toEqual([]);
  });

  test('shows a comment that carries a script as the text it is', async () => {
    await signIn(stand.keys.moderate);
    await inQueue().filter({ hasText: 'vermin' }).click();
    await page.locator('#case .text mark').waitFor();
    expect(await page.locator('#case .text').textContent()).toBe(`vermin ${script}`);
    expect(await page.locator('#case img, #case script, #cases img').count()).toBe(0);
    expect(await page.title()).toBe('Review · Decorum');
    expect(complaints).toEqual([]);
  });

  test('is worked by keys alone: j opens, r asks for a reason, Enter rejects, and the next case opens', async () => {
    await signIn(stand.keys.moderate);
    await shown('2 wait.');
    await page.keyboard.press('j');
    await page.locator('#case .text').filter({ hasText: 'vermin' }).waitFor();
    await page.keyboard.press('r');
    await shown('A rejection needs a reason');
    expect(await page.evaluate('document.activeElement.getAttribute("name")')).toBe('reason');
    await page.keyboard.press('D');
    await page.keyboard.press('Enter');
    await shown('Rejected: script.');
    await page.locator('#case .text').filter({ hasText: 'idiot' }).waitFor();
    await page.keyboard.press('e');
    await shown('Escalated: first.');
    const [rejected, escalated] = await stand.store.get(['script', 'first']);
    expect(rejected?.decision).toMatchObject({ ruling: 'reject', reason: 'DEHUMANIZING' });
    expect(escalated?.decision?.ruling).toBe('escalate');
  });

  test('says who holds a case, shows it all the same, and decides nothing on it', async () => {
    await stand.store.claim('first', 'Bo', 60_000);
    await signIn(stand.keys.moderate);
    await inQueue().filter({ hasText: 'held by Bo' }).click();
    await shown('Bo holds the case until');
    await page.locator('#case .text').waitFor();
    expect(await page.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    expect((await stand.store.get(['first']))[0]?.decision).toBeUndefined();
  });

  test('tells that a comment was changed while it was read', async () => {
    await signIn(stand.keys.moderate);
    await inQueue().filter({ hasText: 'idiot' }).click();
    await page.locator('#case .text mark').first().waitFor();
    await stand.post('/v1/comments', { id: 'first', text: 'You are an idiot, still.' });
    await page.getByRole('button', { name: 'Approve' }).click();
    await shown('The comment has another revision by now');
    expect((await stand.store.get(['first']))[0]?.decision).toBeUndefined();
  });

  test('filters by attribute and by verdict, and says when nothing waits', async () => {
    await signIn(stand.keys.moderate);
    await shown('2 wait.');
    await page.getByLabel('Attribute').selectOption('DEHUMANIZATION');
    await page.waitForFunction('document.querySelectorAll("#cases button").length === 1');
    await page.getByLabel('Verdict').selectOption('block');
    await shown('Nothing waits here.');
    expect(await inQueue().count()).toBe(0);
  });

  test('refuses a key that is none and a key that may not moderate, and forgets it', async () => {
    await signIn('dk_none');
    await shown('This key is not valid.');
    await signIn(stand.keys.intake);
    await shown('The key lacks the scope moderate.');
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });

  test('keeps the key over a reload, and gives the claim back when the tab goes', async () => {
    await signIn(stand.keys.moderate);
    await inQueue().filter({ hasText: 'idiot' }).click();
    await page.locator('#case .text mark').first().waitFor();
    expect((await stand.store.get(['first']))[0]?.claim?.moderator).toBe('Ada');
    await page.reload();
    await shown('2 wait.');
    // The release was sent while the page went: it is in the history as soon as it is here.
    await until(
      'the claim was given back',
      async () => (await stand.store.events('first')).at(-1)?.type === 'released',
    );
  });

  test('tells that the server does not answer', async () => {
    await signIn(stand.keys.moderate);
    await shown('2 wait.');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Load' }).click();
    await shown('Decorum does not answer.');
  });

  test('has no sideways scroll at 360 pixels', async () => {
    await page.setViewportSize({ width: 360, height: 700 });
    await signIn(stand.keys.moderate);
    await inQueue().filter({ hasText: 'vermin' }).click();
    await page.locator('#case .text mark').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });
});
