import type { CommentContext } from '../../domain/comment.js';
import { hasLoneSurrogate, hasSomethingToRead, limits } from '../../domain/limits.js';
import { analyzerRefusal, invalidRequest } from './errors.js';
import type { AnalyzeRequest, ContextMessage } from './messages.js';

type Entry = NonNullable<AnalyzeRequest['comment']>;

/**
 * The text of a comment, or why it cannot be read.
 *
 * @throws GoogleError COMMENT_EMPTY, COMMENT_TOO_LONG or INVALID_REQUEST
 */
export function textOf(comment: Entry | undefined): string {
  const text = comment?.text ?? '';
  if (text === '' || !hasSomethingToRead(text))
    throw analyzerRefusal('COMMENT_EMPTY', 'Comment must be non-empty.');
  if (text.length * 3 > limits.textBytes && Buffer.byteLength(text) > limits.textBytes)
    throw analyzerRefusal('COMMENT_TOO_LONG', 'Comment text too long.');
  refuseType(comment!);
  if (hasLoneSurrogate(text)) throw invalidRequest('Comment text holds half a surrogate pair.');
  return text;
}

function refuseType({ type }: Entry): void {
  if (type === undefined || type === 'PLAIN_TEXT' || type === 'TEXT_TYPE_UNSPECIFIED') return;
  throw invalidRequest(
    type === 'HTML' ? "Currently, only 'PLAIN_TEXT' comments are supported" : 'Unknown text type',
  );
}

/**
 * What stands above the comment, for our checks. Of `entries` the last is what the comment answers, those before it
 * are the article.
 *
 * @throws GoogleError INVALID_REQUEST
 */
export function contextOf(context: ContextMessage | undefined): CommentContext {
  if (!context) return {};
  const { entries, articleAndParentComment: both } = context;
  if (entries && both)
    throw invalidRequest(
      'Context can have either entries or article_and_parent_comment, but both fields were populated.',
    );
  for (const one of entries ?? [both?.article, both?.parentComment]) if (one) refuseEntry(one);
  const texts = entries?.map(({ text = '' }) => text).filter((text) => text !== '');
  const article = texts ? texts.slice(0, -1).join('\n\n') : both?.article?.text;
  const parent = texts ? texts.at(-1) : both?.parentComment?.text;
  return { ...(article && { article: { text: article } }), ...(parent && { parent: { text: parent } }) };
}

function refuseEntry(entry: Entry): void {
  refuseType(entry);
  const { text = '' } = entry;
  if (text.length * 3 > limits.articleTextBytes && Buffer.byteLength(text) > limits.articleTextBytes)
    throw invalidRequest('Context entry too long.');
  if (hasLoneSurrogate(text)) throw invalidRequest('Context entry holds half a surrogate pair.');
}
