import type { Check } from '../checks/check.js';
import type { CheckContext, Comment } from '../domain/comment.js';
import type { FailedOutcome, Outcome } from '../domain/outcome.js';
import { type Policy, policyId, type SitePolicies } from '../domain/policy.js';
import type { SiteWords } from '../domain/site-words.js';
import type { Judgement, Reason, Verdict } from '../domain/verdict.js';
import { Text } from '../text/text.js';
import { attributeScores } from './attribute-scores.js';
import { inspect } from './inspect.js';
import { judge } from './judge.js';
import { likenessOf } from './likeness.js';

/** The only way from text to verdict. API, worker, command line, evaluation and tests all call it. */
export interface Pipeline {
  /**
   * Runs the checks on one comment and judges what they say. Never rejects for what a check does.
   *
   * @param words the site's own lists to go by; default: those that the pipeline knows for the comment's site
   */
  moderate(comment: Moderated, words?: SiteWords): Promise<Verdict>;
  /** The verdict for a comment that could not be read at all: every check failed, the policy answers. */
  giveUp(comment: Pick<Comment, 'id' | 'revision'> & { readonly site?: string }, error: string): Verdict;
  /** Whether a verdict is what this pipeline would say again of a site's comment: same policy, same checks, same versions. */
  isCurrent(verdict: Verdict, site?: string): boolean;
  /** Versions by check name. */
  readonly versions: Readonly<Record<string, string>>;
  /** `<name>@<version>` of the policy. */
  readonly policy: string;
}

/** What of a comment the pipeline reads. */
export type Moderated = Pick<Comment, 'id' | 'revision' | 'text' | 'article' | 'parent' | 'language'> &
  Partial<Pick<Comment, 'site'>>;

export interface PipelineOptions {
  readonly checks: readonly Check[];
  readonly policy: Policy;
  /** Milliseconds a check may take on one comment. */
  readonly deadlineMs?: number;
  /** A site's own lists as they stand now; asked for each comment, so it answers at once. Default: no site has any. */
  readonly siteWords?: (site: string) => SiteWords | undefined;
  /** A site's own policies as they stand now. Default, and where undefined: `policy` judges. */
  readonly sitePolicies?: (site: string) => SitePolicies | undefined;
  /** Whether all comments under an article (its id, or its address) go to people first. Default: none do. */
  readonly reviewFirst?: (site: string, article: string) => boolean;
  readonly now?: () => Date;
}

export const defaultDeadlineMs = 2000;

export function createPipeline({
  checks,
  policy,
  deadlineMs = defaultDeadlineMs,
  siteWords = () => undefined,
  sitePolicies = () => undefined,
  reviewFirst = () => false,
  now = () => new Date(),
}: PipelineOptions): Pipeline {
  const id = policyId(policy);
  const versions = Object.fromEntries(checks.map(({ name, version }) => [name, version]));

  const policiesOf = (site: string | undefined): SitePolicies =>
    (site === undefined ? undefined : sitePolicies(site)) ?? { live: policy };

  const goesFirst = ({ site, article }: Pick<Comment, 'article'> & { readonly site?: string }): boolean => {
    const named = article?.id ?? article?.url;
    return site !== undefined && named !== undefined && reviewFirst(site, named);
  };

  const verdict = (
    comment: Pick<Comment, 'id' | 'revision' | 'article'> & { readonly site?: string },
    outcomes: readonly Outcome[],
    likeness?: string,
  ): Verdict => {
    const { live, shadow } = policiesOf(comment.site);
    const judged = judge(outcomes, live);
    const { action, priority, reasons } = goesFirst(comment) ? heldFirst(judged, outcomes) : judged;
    return {
      commentId: comment.id,
      revision: comment.revision,
      action,
      priority,
      reasons,
      outcomes,
      policy: live === policy ? id : policyId(live),
      judgedAt: now().toISOString(),
      ...(likeness !== undefined && { likeness }),
      ...(shadow && { shadow: { policy: policyId(shadow), action: judge(outcomes, shadow).action } }),
    };
  };

  return {
    versions,
    policy: id,
    async moderate(comment, words = comment.site === undefined ? undefined : siteWords(comment.site)) {
      const about = words === undefined ? comment : contextWith(comment, words);
      const text = new Text(comment.text);
      const outcomes = await inspect(checks, text, about, deadlineMs);
      return verdict(comment, outcomes, likenessOf(text));
    },
    giveUp(comment, error) {
      const failed = checks.map(
        ({ name, version }): FailedOutcome => ({ status: 'failed', check: name, version, ms: 0, error }),
      );
      return verdict(comment, failed);
    },
    isCurrent(found, site) {
      const { live } = policiesOf(site);
      if (found.policy !== (live === policy ? id : policyId(live)) || found.outcomes.length !== checks.length)
        return false;
      // A version that goes on with '+' was made by this one and what it went by then: a site's lists, or a remote
      // provider after it. Not to be undone: a changed list counts for the comments that come.
      return found.outcomes.every(({ check, version }) => {
        const ours = versions[check];
        return ours !== undefined && (version === ours || version.startsWith(`${ours}+`));
      });
    },
  };
}

/** What the policy lets pass under an article that goes to review first: held, by a rule of that name. */
function heldFirst(judged: Judgement, outcomes: readonly Outcome[]): Judgement {
  if (judged.action !== 'allow') return judged;
  const score = attributeScores(outcomes).TOXICITY ?? 0;
  const reason: Reason = {
    ...{ kind: 'rule', rule: 'review-first', action: 'review' },
    ...{ attribute: 'TOXICITY', score, checks: [] },
  };
  return { ...judged, action: 'review', reasons: [...judged.reasons, reason] };
}

function contextWith({ article, parent, language }: Moderated, words: SiteWords): CheckContext {
  return { ...(article && { article }), ...(parent && { parent }), ...(language && { language }), words };
}
