import { useEffect, useState } from 'preact/hooks';
import type { SecondOpinionResource } from '../api/tools-types.js';
import type { ReviewCaseResource, Ruling } from '../api/types.js';
import { type Api, wordsOf } from './api.js';
import { MarkedComment } from './comment.js';
import { Icon } from './icons.js';
import { isMasked } from './masks.js';
import { PageHead } from './page-parts.js';
import { Note } from './parts.js';

const rulings: readonly (readonly [Ruling, string])[] = [
  ['approve', 'Approve'],
  ['reject', 'Reject'],
];
const done: Record<Ruling, string> = { approve: 'approved', reject: 'rejected', escalate: 'escalated' };

/** A decided case, looked at again by someone who is not told how it was decided. */
export function SecondPage({ api }: { readonly api: Api }) {
  const [found, setFound] = useState<ReviewCaseResource | 'none'>();
  const [shown, setShown] = useState(false);
  const [told, setTold] = useState<SecondOpinionResource>();
  const [trouble, setTrouble] = useState<string>();
  const next = (): void => {
    setTrouble(undefined);
    setShown(false);
    api.get<ReviewCaseResource | undefined>('/v1/second-reviews/next').then(
      (one) => setFound(one ?? 'none'),
      (error: unknown) => setTrouble(wordsOf(error)),
    );
  };
  useEffect(next, [api]);
  const answer = (ruling: Ruling): void => {
    if (!found || found === 'none') return;
    api
      .post<SecondOpinionResource>(`/v1/second-reviews/${encodeURIComponent(found.id)}`, { ruling })
      .then((opinion) => {
        setTold(opinion);
        next();
      })
      .catch((error: unknown) => setTrouble(wordsOf(error)));
  };
  return (
    <main id="main" class="page narrow">
      <PageHead
        title="Second looks"
        about="A sample of decided cases, without the first word. How often both agree stands on the insights page; it says how clear your rules are, and is not held against anyone."
      />
      {trouble && <Note kind="bad">{trouble}</Note>}
      {told && (
        <Note kind="plain">
          {told.agrees
            ? 'You agree: the first one said the same.'
            : `You differ: the first one ${done[told.first]} it.`}
        </Note>
      )}
      {found === 'none' && (
        <div class="empty">
          <h2>No case waits for a second look</h2>
          <p>A share of new decisions comes here by itself; your own do not.</p>
        </div>
      )}
      {found && found !== 'none' && (
        <section class="looked-at" aria-label="Case">
          {found.article?.title && (
            <p class="muted" dir="auto">
              Under “{found.article.title}”
            </p>
          )}
          {found.parent && (
            <div class="parent">
              <div class="muted">
                <Icon name="reply" /> In reply to
              </div>
              <p dir="auto">{found.parent.text}</p>
            </div>
          )}
          <section class="comment" aria-label="Comment">
            <div class="row">
              <b>a reader</b>
              {found.verdict?.findings.some(isMasked) && (
                <button type="button" class="btn s plain end" onClick={() => setShown(!shown)}>
                  {shown ? 'Mask words' : 'Show words'}
                </button>
              )}
            </div>
            <MarkedComment
              text={found.text}
              findings={found.verdict?.findings ?? []}
              shown={shown}
              onUnmask={() => setShown(true)}
            />
          </section>
          <div class="row">
            {rulings.map(([ruling, word]) => (
              <button key={ruling} type="button" class="btn" onClick={() => answer(ruling)}>
                <Icon name={ruling as 'approve' | 'reject'} tone={ruling} /> {word}
              </button>
            ))}
          </div>
        </section>
      )}
    </main>
  );
}
