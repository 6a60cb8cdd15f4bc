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

const article = {
  id: 'carjacking',
  title: 'Surveillance captures gunfight as men try to carjack officer',
  url: 'https://news.example.org/carjacking',
  text: 'Two men were arrested on Monday after an armed carjacking downtown, police said.',
};
const seeds = [
  { id: 's1', text: 'Hope they catch the animals', author: '8e02', article },
  { id: 's2', text: 'Animal thugs!', author: '77a4', article },
  { id: 's3', text: 'Damn they should be dead!', author: '1f9d', article },
  { id: 's4', text: 'this cop needs to spend some time on the range ...ugh .', author: '90ee', article },
];
const rows = (page: Page) => page.locator('.item');
const openText = (page: Page) => page.locator('.comment .words').textContent();
const waiting = async () => (await stack.context.store.reviewQueue({})).total;

describe('the desk', () => {
  test('is worked through by keyboard alone', async () => {
    await stack.post(seeds);
    const held = await waiting();
    expect(held).toBeGreaterThanOrEqual(3);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    expect(await rows(page).count()).toBe(held);
    for (let left = held; left > 0; left--) {
      if (left === held) await page.keyboard.press('j');
      await page.locator('.decide').waitFor();
      await page.getByText('Yours ·').waitFor();
      await page.keyboard.press(left === held ? 'r' : left === held - 1 ? 'e' : 'a');
      await page.locator('.toast', { hasText: 'Undo' }).waitFor();
    }
    const cases = (await stack.context.store.get(seeds.map(({ id }) => id))).flatMap(
      (one) => one?.decision ?? [],
    );
    expect(cases.map(({ moderator }) => moderator)).toEqual(cases.map(() => 'mia'));
    expect(cases.find(({ ruling }) => ruling === 'reject')?.reason).toBeDefined();
    // u takes the last decision back, and the case is open again.
    await page.keyboard.press('u');
    await page.locator('.toast', { hasText: 'Undone' }).waitFor();
    await page.locator('.decide').waitFor();
  }, 60_000);

  test('marks spans with colour, letters and a reading line', async () => {
    await stack.post([seeds[0]!]);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    const mark = page.locator('.comment mark').first();
    await mark.waitFor();
    expect(await mark.textContent()).toContain('animals');
    expect(await mark.getAttribute('class')).toBe('de');
    await page.keyboard.press(']');
    await page.locator('.inspect', { hasText: 'dehumanization' }).waitFor();
    expect(await page.getByRole('link', { name: 'Open article' }).getAttribute('href')).toBe(article.url);
  });

  test('never gives one case to two moderators', async () => {
    await stack.post(seeds);
    const [mia, jon] = [await seat('mia'), await seat('jon')];
    await rows(mia).first().click();
    await mia.getByText('Yours ·').waitFor();
    await rows(jon).first().click();
    await jon.getByText('mia has it').first().waitFor();
    expect(await jon.getByRole('button', { name: 'Approve' }).isDisabled()).toBe(true);
    const text = await openText(mia);
    expect(await openText(jon)).toBe(text);
    await mia.keyboard.press('h');
    await rows(jon).nth(1).click();
    await jon.getByText('Yours ·').waitFor();
    await rows(jon).first().click();
    await until('jon has it', async () => (await openText(jon)) === text);
    await jon.getByText('Yours ·').waitFor();
  }, 30_000);

  test('tells the other of new cases without moving the list', async () => {
    await stack.post([seeds[0]!]);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    await stack.post([seeds[1]!, seeds[2]!]);
    await page.getByRole('button', { name: /2 new cases/ }).waitFor({ timeout: 15_000 });
    expect(await rows(page).count()).toBe(1);
    await page.keyboard.press('n');
    await until('they are taken in', async () => (await rows(page).count()) === 3);
  }, 30_000);

  test('rejects near-duplicates together and frees them together', async () => {
    await stack.post([
      { id: 'a', text: 'You are vermin, all of you.' },
      { id: 'b', text: 'YOU are VERMIN all of you!!!' },
      { id: 'c', text: 'They are vermin in that street.' },
    ]);
    const before = await waiting();
    const page = await seat('mia');
    await rows(page).filter({ hasText: 'You are vermin, all' }).click();
    await page.getByRole('button', { name: /Reject 2/ }).waitFor();
    await page.keyboard.press('r');
    await page.locator('.toast', { hasText: 'Rejected, 2 cases' }).waitFor();
    await until('both are decided', async () => (await waiting()) === before - 2);
    await page.locator('.toast', { hasText: 'Undo' }).waitFor();
    await page.keyboard.press('u');
    await until('both wait again', async () => (await waiting()) === before);
  });

  test('a lead rejects a score band in bulk, with a count first, and takes it back', async () => {
    await stack.post(
      Array.from({ length: 12 }, (_, k) => ({ id: `v${k}`, text: `They are vermin, number ${k} of them.` })),
    );
    const before = await waiting();
    const page = await seat('lea');
    await page.getByRole('button', { name: 'Bulk' }).click();
    await page.getByLabel('Score from').fill('0.5');
    await page.getByRole('button', { name: 'Count' }).click();
    await page.getByText('Nothing is decided yet.').waitFor();
    expect(await waiting()).toBe(before);
    for (const box of await page.locator('.dry input:not(:checked)').all()) await box.check();
    await page.getByRole('button', { name: /^Reject \d+$/ }).click();
    await page.getByText(/^done: /).waitFor({ timeout: 20_000 });
    expect(await waiting()).toBeLessThan(before);
    await page.getByRole('button', { name: /Undo all/ }).click();
    await page.getByText(/^undone: /).waitFor({ timeout: 20_000 });
    expect(await waiting()).toBe(before);
  }, 60_000);

  test('a policy is tried on past cases, made live, and a running worker obeys', async () => {
    await stack.post(seeds);
    const page = await seat('lea');
    await page.getByRole('link', { name: 'Policies' }).click();
    await page.getByRole('button', { name: 'dehumanizing' }).click();
    await page
      .getByText(/held a day/)
      .first()
      .waitFor();
    await page.locator('input[type=range]').fill('1');
    await page.getByText(/Newly held/).waitFor();
    await page.getByRole('button', { name: 'Make it live' }).click();
    await page.getByText(/is live\. Running workers/).waitFor();
    const judged = async (id: string) => {
      await stack.post([{ id, text: 'Hope they catch the animals', article }]);
      return (await stack.context.store.get([id]))[0]?.verdict;
    };
    let turn = 0;
    await until(
      'the worker goes by it',
      async () => (await judged(`p${turn++}`))?.policy.includes('/1') === true,
    );
    expect((await judged('after'))?.action).toBe('allow');
    await page.getByRole('button', { name: 'Roll back' }).click();
    await page.getByText('The policy before is live again.').waitFor();
    await until(
      'the worker goes by the policy before',
      async () => (await judged(`p${turn++}`))?.action === 'review',
    );
  }, 60_000);

  test('shows a comment that carries markup and a script as the text it is', async () => {
    const script =
      '<img src=x onerror="document.title=`taken over`"><script>document.title="taken over"</script>';
    await stack.post([
      {
        id: 'x',
        text: `They are vermin, all of them. ${script}`,
        author: '<b>bold</b>',
        parent: { text: script },
      },
    ]);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.locator('.comment .words').waitFor();
    expect(await openText(page)).toContain(script);
    expect(await page.title()).not.toContain('taken over');
    expect(await page.locator('main img, main script').count()).toBe(0);
    const { headers } = await fetch(`${stack.url()}/review`);
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
  }, 30_000);

  test('goes on after the API was away, and says so meanwhile', async () => {
    await stack.post(seeds);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    await page.keyboard.press('j');
    await page.getByText('Yours ·').waitFor();
    const before = await waiting();
    await stack.stopApi();
    await page.getByText(/No connection since/).waitFor({ timeout: 20_000 });
    await page.keyboard.press('a');
    await page.getByText(/1 decision waits here and goes out when the desk answers/).waitFor();
    await page.locator('.toast', { hasText: 'Waits for the desk' }).waitFor();
    expect(await waiting()).toBe(before);
    await stack.startApi();
    await until('it went out', async () => (await waiting()) === before - 1, 30_000);
    await page.locator('.live', { hasText: 'Live' }).waitFor({ timeout: 20_000 });
    expect(await page.getByText(/No connection since/).count()).toBe(0);
    await rows(page).first().click();
    await page.getByText('Yours ·').waitFor();
    await page.keyboard.press('a');
    await until('the next is decided too', async () => (await waiting()) === before - 2);
  }, 90_000);

  test("shows at once what another does: who holds a case, what became of it, a lead's taking over", async () => {
    await stack.post(seeds);
    const [mia, jon, lea] = [await seat('mia'), await seat('jon'), await seat('lea')];
    await rows(jon).first().waitFor();
    await rows(mia).nth(1).click();
    await mia.getByText('Yours ·').waitFor();
    await rows(jon).nth(1).getByText('mia has it').waitFor();
    await mia.keyboard.press('a');
    await rows(jon).nth(1).getByText('approved by mia').waitFor();
    await rows(jon).first().click();
    await jon.getByText('Yours ·').waitFor();
    await rows(lea).first().getByText('jon has it').waitFor();
    await rows(lea).first().click();
    await lea.getByRole('button', { name: 'Take over' }).click();
    await lea.getByText('Yours ·').waitFor();
    await jon.getByText('lea took this case over.').waitFor();
    expect(await jon.getByRole('button', { name: 'Approve a' }).isDisabled()).toBe(true);
  }, 60_000);

  test('answers an appeal beside what was decided first, and takes the answer back', async () => {
    await stack.post([{ ...seeds[1]!, id: 'ap' }]);
    const mia = await seat('mia');
    await rows(mia).first().click();
    await mia.getByText('Yours ·').waitFor();
    await mia.keyboard.press('r');
    await until('it is rejected', async () => (await stack.status('ap')) === 'rejected');
    await stack.appeal('ap', 'I meant the <b>raccoons</b> in the bins.');
    const jon = await seat('jon');
    await jon.getByRole('button', { name: /Appeals 1/ }).click();
    await rows(jon).first().click();
    await jon.getByText('“I meant the <b>raccoons</b> in the bins.”').waitFor();
    await jon.getByText(/mia rejected it as dehumanizing/).waitFor();
    await jon.getByText('Yours ·').waitFor();
    await jon.getByRole('button', { name: 'Overturn' }).click();
    await until('it is overturned', async () => (await stack.status('ap')) === 'approved');
    await jon.locator('.toast', { hasText: 'Overturned' }).getByText('Undo').waitFor();
    await jon.keyboard.press('u');
    await until('it stands again', async () => (await stack.status('ap')) === 'rejected');
  }, 60_000);

  test('tells how a disguised word was read, and what else its author wrote', async () => {
    await stack.post([
      { id: 'w1', text: 'You people are v3rmin, all of you.', author: '41c7', article },
      { id: 'w2', text: 'A fine piece, thank you.', author: '41c7', article },
    ]);
    const page = await seat('mia');
    await rows(page).filter({ hasText: 'v3rmin' }).click();
    const trace = page.locator('.card', { hasText: 'was read' });
    await trace.waitFor();
    expect(await trace.locator('.cells').nth(0).textContent()).toContain('v3rmin');
    expect(await trace.locator('.cells').nth(1).textContent()).toContain('vermin');
    const rail = page.getByRole('complementary', { name: 'Around the comment' });
    await rail.getByText('A fine piece, thank you.').waitFor();
    await rail.getByRole('button', { name: 'Its queue' }).click();
    await page.getByRole('button', { name: /^Article carjacking: remove/ }).waitFor();
  }, 30_000);

  test('keeps a filter as a view, with its count', async () => {
    await stack.post(seeds);
    const page = await seat('mia');
    await rows(page).first().waitFor();
    await page.keyboard.press('f');
    await page.getByLabel('Attribute').selectOption('DEHUMANIZATION');
    await page.getByLabel('Name of the view').fill('Animals');
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await page.getByRole('button', { name: /^Animals 2/ }).waitFor();
    await page.getByRole('button', { name: 'To review' }).click();
    await page.getByRole('button', { name: /^Animals 2/ }).click();
    await until('it filters', async () => (await rows(page).count()) === 2);
    await page.getByRole('button', { name: 'Remove the view Animals' }).click();
    await until(
      'it is gone',
      async () => (await page.getByRole('button', { name: /^Animals/ }).count()) === 0,
    );
  }, 30_000);

  test('refuses a wrong password in words', async () => {
    const page = await seat('mia');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Name').fill('mia');
    await page.getByLabel('Password').fill('not the one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Name or password is wrong.').waitFor();
  });
});

describe('the pages', () => {
  const cases = [1440, 360].flatMap((width) =>
    (['light', 'dark'] as const).map((theme) => [width, theme] as const),
  );
  test.each(cases)(
    'at %d pixels, %s: no axe violation, no sideways scroll, a picture',
    async (width, theme) => {
      await stack.post([
        ...seeds,
        {
          id: 'd1',
          text: 'They are vermin, s.c.u.m and 1d!ots, put them in a cage like the animals they are.',
          author: '41c7',
          article,
          parent: { text: 'this cop needs to spend some time on the range ...ugh .' },
        },
        { id: 'd2', text: 'You are an idiot and a liar.', author: '20bb' },
      ]);
      const page = await seat('lea', { viewport: { width, height: 900 }, colorScheme: theme });
      const look = (name: string) => picture(page, `${name}-${width}-${theme}`);
      await rows(page).first().waitFor();
      await look('queue');
      await rows(page).filter({ hasText: 'in a cage' }).click();
      await page.getByText('Yours ·').waitFor();
      await page.getByText('Why it is here').waitFor();
      await look('case');
      await page.getByRole('link', { name: 'Policies' }).click();
      await page.getByRole('button', { name: 'toxic', exact: true }).click();
      await page
        .getByText(/held a day/)
        .first()
        .waitFor();
      await page.locator('.curve canvas').first().waitFor();
      await look('policies');
    },
    60_000,
  );

  test('are small and soon there', async () => {
    const page = await seat('mia');
    const started = Date.now();
    await page.reload();
    await page.getByRole('heading', { name: 'Review queue' }).waitFor({ state: 'attached' });
    expect(Date.now() - started).toBeLessThan(3000);
  });
});
