import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `npm run screens` keeps the pictures; else none is written, so that a test run leaves the tree as it was. */
const screens =
  process.env.SCREENS === undefined
    ? undefined
    : fileURLToPath(new URL(`../../${process.env.SCREENS}`, import.meta.url));
if (screens !== undefined) mkdirSync(screens, { recursive: true });

/** What axe-core complains of, each rule with the places. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    (
      globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      }
    ).axe.run(),
  );
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 90)).join(' | ')}`,
  );
}

/** The page has no axe violation and does not scroll sideways; a picture of it. */
export async function picture(page: Page, name: string): Promise<void> {
  expect(await violations(page)).toEqual([]);
  const wide = await page.evaluate<string[]>(`
    (() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return [];
      return [...document.querySelectorAll('body *')]
        .filter((each) => each.getBoundingClientRect().right > clientWidth)
        .map((each) => each.tagName + '.' + each.className + ' to ' + Math.round(each.getBoundingClientRect().right));
    })()`);
  expect(wide).toEqual([]);
  const path = screens === undefined ? undefined : join(screens, `${name}.png`);
  const bytes = await page.screenshot({ ...(path !== undefined && { path }), fullPage: false });
  expect(bytes.length).toBeGreaterThan(5000);
}
