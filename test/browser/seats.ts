import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Stack, startStack } from './real-stack.js';

/** The real stack for a file's tests, empty before each; after each its pages are closed and none may have complained. */
export function realStack(): { stack(): Stack; seat(name: string, options?: object): Promise<Page> } {
  let stack: Stack;
  const pages: Page[] = [];
  beforeAll(async () => {
    stack = await startStack();
  }, 120_000);
  afterAll(() => stack?.close(), 60_000);
  beforeEach(() => stack.empty());
  afterEach(async () => {
    for (const page of pages.splice(0)) await page.context().close();
    expect(stack.complaints.splice(0)).toEqual([]);
  });
  return {
    stack: () => stack,
    async seat(name, options = {}) {
      const page = await stack.seat(name, options);
      pages.push(page);
      return page;
    },
  };
}
