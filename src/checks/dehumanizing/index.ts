import type { Article, CommentContext } from '../../domain/comment.js';
import { Text } from '../../text/text.js';
import type { Check, Inspection } from '../check.js';
import { deathWishes } from './death-wish.js';
import { Evidence } from './evidence.js';
import { findingsOf, summarize, withoutOverlaps } from './findings.js';
import { type Lexicons, loadLexicons } from './lexicon.js';
import { looker } from './look.js';
import { type ArticleReading, noArticle, Reading, readArticle } from './reading.js';
import { readSenses } from './senses.js';
import { readWeights } from './weights.js';

/** Changes with the readers; lexicons, senses and weights have hashes of their own. */
const readers = '4';

const nothing: Inspection = { findings: [], scores: { DEHUMANIZATION: 0 } };

/**
 * Finds language that denies people their humanity: a metaphor of class `dehumanizing/<class>` with a person or group
 * in its slot, in the writer's own voice (Haslam 2006; Mendelsohn et al. 2020). Wishes of death without such a metaphor
 * come as `dehumanizing/death_wish` with attribute THREAT. The model is told in docs/DEHUMANIZING.md.
 */
export function dehumanizing(lexicons: Lexicons = loadLexicons()): Check {
  const look = looker(lexicons);
  const articles = new WeakMap<Article, ArticleReading>();
  const articleOf = (about: CommentContext): ArticleReading => {
    if (!about.article) return noArticle;
    let known = articles.get(about.article);
    if (!known) {
      known = readArticle(about, lexicons, (raw) => new Text(raw));
      articles.set(about.article, known);
    }
    return known;
  };
  const judge = { evidence: new Evidence(readSenses()), weigher: readWeights() };
  return {
    name: 'dehumanizing',
    version: [readers, lexicons.hash, judge.evidence.senses.hash, judge.weigher.hash].join('-'),
    attributes: ['DEHUMANIZATION', 'THREAT'],
    inspect(text, about) {
      const seen = look(text);
      if (!seen) return nothing;
      const { tokens, candidates, wishes } = seen;
      const reading = new Reading(text.raw, tokens, about, lexicons, () => articleOf(about));
      const findings = withoutOverlaps([
        ...findingsOf(reading, candidates, judge),
        ...deathWishes(reading, wishes).map((finding) => ({ finding, rank: finding.score })),
      ]);
      return findings.length === 0 ? nothing : { findings, scores: summarize(findings) };
    },
  };
}
