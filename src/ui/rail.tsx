import type { ReviewCaseResource, ReviewItem } from '../api/types.js';
import { maskedText } from './masks.js';
import { eventLine } from './words.js';

const isLink = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//i.test(url);

/** What stands around the comment: its article, the cases alike, its history. */
export function Rail({
  found,
  alike,
}: {
  readonly found: ReviewCaseResource;
  readonly alike: readonly ReviewItem[];
}) {
  const { article } = found;
  return (
    <aside class="rail pane" aria-label="Around the comment">
      {article && (
        <section>
          <h3>Article</h3>
          <p dir="auto">
            <b>{article.title ?? article.id ?? 'untitled'}</b>
          </p>
          {article.text && (
            <details>
              <summary>Its text</summary>
              <p class="soft" dir="auto">
                {article.text}
              </p>
            </details>
          )}
          {isLink(article.url) && (
            <p>
              <a href={article.url} target="_blank" rel="noopener noreferrer">
                Open article
              </a>
            </p>
          )}
        </section>
      )}
      <section>
        <h3>{found.author === undefined ? 'Reader' : `Reader ${found.author}`}</h3>
        <p class="soft">
          {found.site} · revision {found.revision}
          {found.language && ` · ${found.language}`}
        </p>
      </section>
      {alike.length > 0 && (
        <section>
          <h3>{alike.length} alike</h3>
          <ul>
            {alike.slice(0, 5).map((item) => (
              <li key={item.id} class="soft clip" dir="auto">
                “{maskedText(item.text, item.verdict?.findings ?? []).slice(0, 120)}”
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>History</h3>
        <ul>
          {found.history.map((event) => (
            <li key={`${event.at} ${event.type}`} class="soft">
              {eventLine(event)}
            </li>
          ))}
        </ul>
      </section>
    </aside>
  );
}
