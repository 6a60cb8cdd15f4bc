import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { allChecks } from '../src/checks/index.js';
import type { Article, ParentComment } from '../src/domain/comment.js';
import { Text } from '../src/text/text.js';

/**
 * One example of a check's examples.yml. `[[ ]]` marks each expected span, in text order; no mark means that
 * nothing may be found. `finds` names the rule of the marked spans: one for all, or one a span.
 */
interface Example {
  readonly text: string;
  readonly finds?: string | readonly string[];
  readonly article?: Article;
  readonly parent?: ParentComment;
}

function unmark(marked: string): { raw: string; spans: { start: number; end: number }[] } {
  const spans: { start: number; end: number }[] = [];
  let raw = '';
  for (const piece of marked.split(/(\[\[|\]\])/)) {
    if (piece === '[[') spans.push({ start: raw.length, end: -1 });
    else if (piece === ']]')
      spans.findLast(({ end }) => end < 0)!.end = raw.length; // the innermost open one
    else raw += piece;
  }
  return { raw, spans };
}

for (const check of allChecks()) {
  const file = new URL(`../src/checks/${check.name}/examples.yml`, import.meta.url);
  if (!existsSync(file)) continue;
  const examples = parse(readFileSync(file, 'utf8')) as Example[];
  describe(`${check.name} examples`, () => {
    test.each(examples.map((example) => [example.text, example] as const))('%s', async (marked, example) => {
      const { raw, spans } = unmark(marked);
      const about = {
        ...(example.article && { article: example.article }),
        ...(example.parent && { parent: example.parent }),
      };
      const { findings } = await check.inspect(new Text(raw), about, new AbortController().signal);
      expect(findings.map(({ span }) => raw.slice(span.start, span.end))).toEqual(
        spans.map(({ start, end }) => raw.slice(start, end)),
      );
      expect(findings.map(({ span }) => span)).toEqual(spans);
      const rules = Array.isArray(example.finds) ? example.finds : spans.map(() => example.finds);
      if (example.finds) expect(findings.map(({ rule }) => rule)).toEqual(rules);
    });
  });
}

test('every check has examples', () => {
  for (const check of allChecks())
    expect(existsSync(new URL(`../src/checks/${check.name}/examples.yml`, import.meta.url))).toBe(true);
});
