import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { until } from '../../src/queue/testing/until.js';
import { picture } from './picture.js';
import type { Stack } from './real-stack.js';
import { realStack } from './seats.js';

let stack: Stack;
const { stack: theStack, seat } = realStack();
beforeAll(() => {
  stack = theStack();
});
const goTo = (page: Page, name: string) => page.getByRole('link', { name, exact: true }).click();
const siteIs = async (page: Page, site: string): Promise<void> => {
  const field = page.getByLabel('Site', { exact: true });
  await field.fill(site);
  await field.press('Enter');
};

test('words are tried on the past, added, obeyed by a running worker, removed and restored', async () => {
  await stack.post([
    { id: 'w1', text: 'What a snowflake you are' },
    { id: 'w2', text: 'Every snowflake is different' },
    { id: 'w3', text: 'Nothing of that kind' },
  ]);
  const page = await seat('lea');
  await goTo(page, 'Words');
  await page.getByText('no words of its own yet').waitFor();
  await page.getByLabel('Phrase', { exact: true }).fill('snowflake');
  await page.getByLabel('Note for moderators').fill('Used of people here.');
  const add = page.getByRole('button', { name: 'Add entry' });
  expect(await add.isDisabled()).toBe(true); // not before it was tried
  await page.getByRole('button', { name: 'Try on the past' }).click();
  await page.getByText('Would have touched 2 comments').waitFor();
  await page.getByText(/would have gone from allow to review/).waitFor();
  await page.getByText('Every snowflake is different').waitFor();
  await page.getByRole('textbox', { name: 'Sentence' }).fill('You snowflake, you.');
  await page.getByRole('button', { name: 'Test with the draft' }).click();
  await page.locator('mark', { hasText: 'snowflake' }).waitFor();
  await add.click();
  await page.getByText(/counts: running workers go by version 1/).waitFor();
  let turn = 0;
  await until('the worker finds it', async () => {
    const id = `n${turn++}`;
    await stack.post([{ id, text: 'Another snowflake.' }]);
    return (await stack.status(id)) === 'in_review';
  });
  await page.getByRole('button', { name: 'Remove snowflake' }).click();
  await page.getByText('no words of its own yet').waitFor();
  await page.getByText('Versions').click();
  await page.getByRole('button', { name: 'Restore' }).first().click();
  await page.getByText(/stands again, as a new version/).waitFor();
  await page.getByRole('cell', { name: 'snowflake', exact: true }).waitFor();
}, 60_000);

test('the audit tells who did what, filters, states reasons, and takes a run back', async () => {
  await stack.post([
    { id: 'a1', text: 'They are vermin, number 1 of them.' },
    { id: 'a2', text: 'They are vermin, number 2 of them.' },
    { id: 'a3', text: 'Animal thugs!' },
  ]);
  const page = await seat('lea');
  await page.locator('.item').filter({ hasText: 'Animal thugs' }).click();
  await page.getByText('Yours ·').waitFor();
  await page.keyboard.press('r');
  await until('it is rejected', async () => (await stack.status('a3')) === 'rejected');
  await page.keyboard.press('b');
  await page.getByRole('button', { name: 'Count' }).click();
  await page.getByText('Nothing is decided yet.').waitFor();
  for (const box of await page.locator('.dry input:not(:checked)').all()) await box.check();
  await page.getByRole('button', { name: 'Reject 2', exact: true }).click();
  await page.getByText(/^done: /).waitFor();
  await until(
    'both are rejected',
    async () => (await stack.status('a1')) === 'rejected' && (await stack.status('a2')) === 'rejected',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await page.getByRole('heading', { name: 'Audit' }).waitFor();
  await page
    .getByRole('row', { name: /lea decided a3/ })
    .getByRole('button', { name: 'Statement' })
    .click();
  await page.getByText('Statement of reasons (Regulation (EU) 2022/2065, Article 17)').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('What').selectOption('bulk');
  await page.getByRole('button', { name: 'Take back' }).click();
  await until(
    'both wait again',
    async () => (await stack.status('a1')) === 'in_review' && (await stack.status('a2')) === 'in_review',
  );
  const csv = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href');
  expect(csv).toBe('/v1/audit.csv?kind=bulk');
}, 60_000);

test('insights tell volume, precision with its interval, and hold a story for review', async () => {
  await stack.history('herald');
  const page = await seat('lea');
  await goTo(page, 'Insights');
  await siteIs(page, 'herald');
  await page.getByRole('region', { name: 'In short' }).getByText('360').waitFor();
  await page.getByRole('row', { name: /dehumanizing\/animal .* of / }).waitFor();
  const story = page.getByRole('row', { name: /carjacking/ });
  await story.getByRole('button', { name: 'Review first' }).click();
  await story.getByRole('button', { name: 'Stop' }).waitFor();
  await until('the store knows', async () =>
    (await stack.context.tools.first.read('herald')).articles.includes('carjacking'),
  );
}, 60_000);

test('a second look is blind, and tells afterwards whether both agree', async () => {
  await stack.context.tools.second.setShare('default', 1);
  await stack.post([{ id: 's1', text: 'Animal thugs!' }]);
  const mia = await seat('mia');
  await mia.locator('.item').first().click();
  await mia.getByText('Yours ·').waitFor();
  await mia.keyboard.press('r');
  await until('it is rejected', async () => (await stack.status('s1')) === 'rejected');
  const jon = await seat('jon');
  await goTo(jon, 'Insights');
  await jon.getByRole('link', { name: 'Take one' }).click();
  await jon.locator('.comment', { hasText: 'Animal thugs' }).waitFor();
  expect(await jon.locator('main').textContent()).not.toMatch(/mia|reject(ed|s)/i);
  await jon.getByRole('button', { name: 'Approve' }).click();
  await jon.getByText('You differ: the first one rejected it.').waitFor();
  await jon.getByText('No case waits for a second look').waitFor();
}, 60_000);

test('keys can be changed and switched off; a moderator is told what needs the lead role', async () => {
  await stack.post([{ id: 'k1', text: 'Animal thugs!' }]);
  const page = await seat('mia');
  await goTo(page, 'Settings');
  await page.getByLabel('approve', { exact: true }).fill('r');
  await page.getByText('is taken: reject').waitFor();
  await page.getByLabel('approve', { exact: true }).fill('p');
  await goTo(page, 'Queue 1');
  await page.locator('.item').first().click();
  await page.getByText('Yours ·').waitFor();
  await page.keyboard.press('a');
  await page.keyboard.press('p');
  await until('it is approved', async () => (await stack.status('k1')) === 'approved');
  await goTo(page, 'Audit');
  await page.getByText('The audit needs the lead role.').waitFor();
  await goTo(page, 'Words');
  await page.getByText('Adding needs the lead role.').waitFor();
}, 60_000);

describe('the tools', () => {
  const cases = [1440, 360].flatMap((width) =>
    (['light', 'dark'] as const).map((theme) => [width, theme] as const),
  );
  test.each(cases)(
    'at %d pixels, %s: no axe violation, no sideways scroll, a picture',
    async (width, theme) => {
      await stack.history('herald');
      await stack.context.tools.second.setShare('default', 1);
      await stack.post([{ id: 's1', text: 'You stupid cockroaches, all four of you.' }]);
      const mia = await seat('mia');
      await mia.locator('.item', { hasText: 'cockroaches' }).click();
      await mia.getByText('Yours ·').waitFor();
      await mia.keyboard.press('r');
      await until('it is rejected', async () => (await stack.status('s1')) === 'rejected');
      const page = await seat('lea', { viewport: { width, height: 900 }, colorScheme: theme });
      const look = (name: string) => picture(page, `${name}-${width}-${theme}`);
      await goTo(page, 'Insights');
      await siteIs(page, 'herald');
      await page.getByRole('region', { name: 'In short' }).getByText('360').waitFor();
      await page.locator('.plot canvas').nth(2).waitFor();
      await look('insights');
      await goTo(page, 'Words');
      await page.getByLabel('Phrase', { exact: true }).fill('thugs');
      await page.getByRole('button', { name: 'Try on the past' }).click();
      await page.getByText(/Would have touched/).waitFor();
      await page.getByRole('button', { name: 'Add entry' }).click();
      await page.getByRole('cell', { name: 'thugs', exact: true }).waitFor();
      await page.getByLabel('Phrase', { exact: true }).fill('council');
      await page.getByRole('button', { name: 'Try on the past' }).click();
      await page.getByText(/Would have touched/).waitFor();
      await look('words');
      await goTo(page, 'Audit');
      await page
        .getByRole('row', { name: /words changed/ })
        .first()
        .waitFor();
      await look('audit');
      await goTo(page, 'Settings');
      await page.getByRole('heading', { name: 'Keys' }).waitFor();
      await look('settings');
      await goTo(page, 'Insights');
      await siteIs(page, 'default');
      await page.getByRole('link', { name: 'Take one' }).click();
      await page.locator('.comment', { hasText: 'cockroaches' }).waitFor();
      await look('second');
      await page.getByRole('button', { name: 'Sign out' }).click();
      await page.getByLabel('Password').waitFor();
      await look('sign-in');
    },
    60_000,
  );
});
