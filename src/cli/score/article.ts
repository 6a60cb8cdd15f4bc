/** A web page's article with the comments under it, as pages of news sites are saved. */
export interface ArticlePage {
  readonly title: string;
  readonly text: string;
  /** How many comments the page says it has; absent where it has no such line. */
  readonly promised?: number;
  readonly comments: readonly PageComment[];
}

export interface PageComment {
  /** Lines joined by \n. */
  readonly text: string;
  /** Line of its first line, from 1. */
  readonly line: number;
}

const header = /^comments? ?\((\d{1,9})\)$/i;
const range = /^no\. ?\d{1,9} ?[-–] ?\d{1,9}$/i;
const longestHeader = 40;

/** The number in a line like `Comments (24)`; undefined where the line is another. */
export function promisedBy(line: string): number | undefined {
  const trimmed = line.trim();
  if (trimmed.length > longestHeader) return undefined;
  const found = header.exec(trimmed);
  return found ? Number(found[1]) : undefined;
}

const isRange = (line: string): boolean => line.length <= longestHeader * 2 && range.test(line.trim());
const isBlank = (line: string): boolean => line.trim() === '';

/**
 * Reads headline, body, a line `Comments (24)`, perhaps a line `No. 1-24`, then comments parted by blank lines.
 * Without a comments line all of it is article and there are no comments.
 */
export function parseArticle(page: string): ArticlePage {
  const lines = page.replace(/^\uFEFF/, '').split(/\r?\n/);
  const at = lines.findIndex((line) => promisedBy(line) !== undefined);
  const above = at === -1 ? lines : lines.slice(0, at);
  const headline = above.findIndex((line) => !isBlank(line));
  const title = headline === -1 ? '' : above[headline]!.trim();
  const text = above
    .slice(headline + 1)
    .join('\n')
    .trim();
  if (at === -1) return { title, text, comments: [] };
  return { title, text, promised: promisedBy(lines[at]!)!, comments: commentsFrom(lines, at + 1) };
}

function commentsFrom(lines: readonly string[], from: number): PageComment[] {
  let next = from;
  while (next < lines.length && isBlank(lines[next]!)) next++;
  if (next < lines.length && isRange(lines[next]!)) next++;
  const comments: PageComment[] = [];
  let open: string[] = [];
  for (; next <= lines.length; next++) {
    const line = lines[next];
    if (line !== undefined && !isBlank(line)) open.push(line);
    else if (open.length > 0) {
      comments.push({ text: open.join('\n'), line: next - open.length + 1 });
      open = [];
    }
  }
  return comments;
}

/** Writes a page in the form that {@link parseArticle} reads. */
export function formatArticle({ title, text, promised, comments }: ArticlePage): string {
  const above = `${title}\n\n${text}\n`;
  if (promised === undefined) return above;
  const below = comments.map((comment) => `\n${comment.text}\n\n`).join('');
  return `${above}\nComments (${promised})\nNo. 1-${promised}\n${below}`;
}

/** What a text file looks like: where a comments line stands, or as many long lines as prose has, an article. */
export function looksLikeArticle(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  if (lines.some((line) => promisedBy(line) !== undefined)) return true;
  const lengths = lines.filter((line) => line !== '').map((line) => line.length);
  if (lengths.length < 5) return false;
  lengths.sort((a, b) => a - b);
  const middle = lengths.length / 2;
  const median = (lengths[Math.ceil(middle) - 1]! + lengths[Math.floor(middle)]!) / 2;
  return median >= 100;
}
