import { useEffect, useState } from 'preact/hooks';
import type { ArticleResource } from '../api/tools-types.js';
import type { AuthorResource, ReviewItem } from '../api/types.js';
import type { Api } from './api.js';
import { Icon } from './icons.js';
import { maskedText } from './masks.js';
import type { OpenCase } from './open-case.js';
import { ageOf, eventLine } from './words.js';

const isLink = (url: string | undefined): url is string => url !== undefined && /^https?:\/\//i.test(url);
const said = (item: ReviewItem, most: number): string =>
  maskedText(item.text, item.verdict?.findings ?? []).slice(0, most);

/** What stands around the comment: its article and how hot it is, its author, the cases alike, its history. */
export function Rail({
  api,
  open,
  now,
  onQueueOf,
}: {
  readonly api: Api;
  readonly open: OpenCase;
  readonly now: number;
  /** Shows the queue of an article alone. */
  readonly onQueueOf: (article: string) => void;
}) {
  const { found, alike, alikeTotal, author } = open;
  const { article } = found;
  const key = article?.id ?? article?.url;
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
          {key !== undefined && <Heat api={api} site={found.site} article={article} />}
          <p class="row wrap">
            {isLink(article.url) && (
              <a href={article.url} target="_blank" rel="noopener noreferrer">
                Open article
              </a>
            )}
            {key !== undefined && (
              <button type="button" class="linkish" onClick={() => onQueueOf(key)}>
                Its queue
              </button>
            )}
          </p>
        </section>
      )}
      <Reader author={author} name={found.author} now={now} />
      {alikeTotal > 0 && (
        <section>
          <h3>{alikeTotal} alike</h3>
          <ul class="others">
            {alike.slice(0, 5).map((item) => (
              <li key={item.id} class="soft" dir="auto">
                “{said(item, 120)}”
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>History</h3>
        <p class="muted">
          {found.site} · revision {found.revision}
          {found.language && ` · ${found.language}`}
        </p>
        <ul class="others">
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

function Heat({
  api,
  site,
  article: { id, url },
}: {
  readonly api: Api;
  readonly site: string;
  readonly article: { readonly id?: string; readonly url?: string };
}) {
  const [told, setTold] = useState<ArticleResource>();
  useEffect(() => {
    let left = false;
    setTold(undefined);
    const query = new URLSearchParams({ site, ...(id !== undefined ? { id } : { url: url! }) });
    api.get<ArticleResource>(`/v1/articles?${query}`).then(
      (found) => !left && setTold(found),
      () => {},
    );
    return () => {
      left = true;
    };
  }, [api, site, id, url]);
  if (!told) return null;
  const { counts, heat, reviewFirst } = told;
  return (
    <dl class="kv">
      <dt>Comments</dt>
      <dd>
        {counts.comments}, {counts.review + counts.block} held
      </dd>
      <dt>Story heat</dt>
      <dd class={heat.surging ? 'escalate' : ''}>
        {heat.surging ? `${heat.ratio.toFixed(1)}× its usual` : `${heat.lastHour} in the last hour`}
      </dd>
      {reviewFirst && (
        <>
          <dt>Review first</dt>
          <dd>on</dd>
        </>
      )}
    </dl>
  );
}

const rulingMarks = { approve: '✓', reject: '×', escalate: '↑' } as const;
const rulingWords = { approve: 'Approved', reject: 'Rejected', escalate: 'Escalated' } as const;

/** The author's newest comments: a strip of 30 and the last few. */
function Reader({
  author,
  name,
  now,
}: {
  readonly author: AuthorResource | undefined;
  readonly name: string | undefined;
  readonly now: number;
}) {
  if (name === undefined)
    return (
      <section>
        <h3>Reader</h3>
        <p class="muted">The publisher named none.</p>
      </section>
    );
  const newestLast = [...(author?.strip ?? [])].reverse();
  const empty = Math.max(0, 30 - newestLast.length);
  return (
    <section>
      <h3>reader {name}</h3>
      {author && (
        <>
          <div
            class="hist"
            role="img"
            aria-label={`Last ${newestLast.length} comments: ${author.rejected} rejected, ${author.approved} approved`}
          >
            {Array.from({ length: empty }, (_, at) => (
              <i key={`empty ${at}`} class="no" />
            ))}
            {newestLast.map(({ id, ruling }) => (
              <i key={id} class={ruling === 'reject' ? 'n' : ''}>
                {ruling ? rulingMarks[ruling] : ''}
              </i>
            ))}
          </div>
          <p class="muted">Last 30, newest at the end. × rejected.</p>
          <dl class="kv">
            <dt>Comments</dt>
            <dd>{author.total === 100 ? '100 or more' : author.total}</dd>
            <dt>Rejected</dt>
            <dd>{author.rejected}</dd>
          </dl>
          <ul class="others">
            {author.last.slice(0, 3).map((item) => {
              const ruling = item.decision?.ruling;
              return (
                <li key={item.id}>
                  <span class="muted">
                    {ruling ? (
                      <span class={ruling}>
                        <Icon name={ruling} /> {rulingWords[ruling]}
                      </span>
                    ) : (
                      item.status.replace('_', ' ')
                    )}{' '}
                    · {ageOf(item.receivedAt, now)} ago
                  </span>
                  <br />
                  <span dir="auto">{said(item, 100)}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </section>
  );
}
