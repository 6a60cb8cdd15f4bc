import { isUtf8 } from 'node:buffer';
import type { Article } from '../../domain/comment.js';
import { limits } from '../../domain/limits.js';
import { parseArticle } from './article.js';
import { type Entry, isBad, type Origin } from './entry.js';
import type { Bytes } from './lines.js';
import { entryOf, nameFrom } from './record.js';

/** Bytes of an article with its comments, which is read whole. */
export const maxArticleBytes = 5 * 1024 * 1024;

/** Reads one article and the comments under it, called `<stem>#<n>`. The article is their context. */
export async function* readArticle(bytes: Bytes, origin: Origin): AsyncGenerator<readonly Entry[]> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of bytes) {
    size += part.length;
    if (size > maxArticleBytes) {
      yield [
        { error: `file: an article must be at most ${maxArticleBytes} bytes`, file: origin.name, line: 1 },
      ];
      return;
    }
    parts.push(part);
  }
  const whole = Buffer.concat(parts);
  if (!isUtf8(whole)) {
    yield [{ error: 'file: is not UTF-8', file: origin.name, line: 1 }];
    return;
  }
  const { title, text, promised, comments } = parseArticle(whole.toString('utf8'));
  if (promised === undefined) origin.say('an article without comments');
  else if (promised !== comments.length)
    origin.say(`promises ${promised} comments, holds ${comments.length}`);
  const article: Article = {
    ...(title !== '' && { title: nameFrom(title, limits.titleLength) }),
    ...(text !== '' && { text: head(text, limits.articleTextBytes) }),
  };
  yield comments.map((comment, index) => {
    const entry = entryOf({ text: comment.text }, origin, comment.line, `${origin.stem}#${index + 1}`);
    // Added here, not read: the article is checked once, not once a comment.
    return isBad(entry) ? entry : { ...entry, comment: { ...entry.comment, article } };
  });
}

/** As much of a text as fits in `max` bytes. Context for the checks: its beginning says what it is about. */
function head(text: string, max: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= max) return text;
  let end = max;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return bytes.toString('utf8', 0, end);
}
