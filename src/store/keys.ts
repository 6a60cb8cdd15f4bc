/**
 * Every Redis key of the store is spelled here: for TypeScript in {@link storeKeys}, for the Lua scripts in
 * {@link keysInLua}. One prefix with a hash tag keeps them all in one cluster slot, so that a script may touch
 * any of them. A site or an id comes last in its key: no character in it can make two keys alike.
 */
export const defaultPrefix = '{decorum}';

export interface StoreKeys {
  /** Hash: the comment with everything said about it (fields in prelude.lua). */
  case(id: string): string;
  /** List of JSON: a case's history, once it is longer than what the case itself tells. */
  events(id: string): string;
  /** String of JSON with a time to live: who holds the case. */
  claim(id: string): string;
  /** Sorted set: ids of comments without a verdict, by when they came in. */
  readonly unjudged: string;
  /** List: ids of a site's newest comments, newest last; one that was revised also stands where it stood before. */
  newest(site: string): string;
  /** Sorted set: ids of cases for people, by rank, by when they came in, or by their highest score; of one site, or of all. */
  queue(action: string, site?: string, by?: QueueOrder): string;
  /** Sorted set: ids of waiting cases that are near-duplicates, by when they came in. */
  alike(site: string, likeness: string): string;
  /** Stream: what happened to cases for people, the newest keptChanges of it. */
  readonly changes: string;
  /** List: ids of an author's newest comments at a site, newest last; by the author's digest, so that no key names one. */
  author(site: string, digest: string): string;
  /** Hash: saved views of the queue, JSON that begins with whose it is, by id. */
  readonly views: string;
  /** Hash: reasons of a site's own, JSON, by site. */
  readonly reasons: string;
  /** String with a time to live: what an idempotency key stands for. */
  remembered(digest: string): string;
  /** Set of digests of the idempotency keys that stand for a comment: they go when it goes. */
  rememberedFor(id: string): string;
  /** Hash: API keys, by their SHA-256. */
  readonly apiKeys: string;
  /** Hash: a site's own words, JSON, by version; the newest keptVersions of them. */
  words(site: string): string;
  /** List of JSON: who wrote those versions, and when; newest first. */
  wordsHistory(site: string): string;
  /** Hash: the version of its words that stands, by site. */
  readonly wordsVersions: string;
  /** Stream: who did what when, never changed. */
  readonly audit: string;
  /** Sorted set: ids of cases up for a second review, by since when. */
  readonly secondOpen: string;
  /** Hash: those cases and how they were decided, JSON, by id. */
  readonly secondCases: string;
  /** List of "<first> <second>": a site's second opinions, newest first. */
  secondOpinions(site: string): string;
  /** Hash: the share of decisions that come back, by site. */
  readonly secondShares: string;
  /** Set: a site's articles whose comments go to review first. */
  reviewFirst(site: string): string;
  /** Hash: how often that set changed, by site. */
  readonly reviewFirstVersions: string;
  /** Starts the counters of keys' quotas, which live a minute. */
  readonly quota: string;
  /** Hash: a site's settings for Perspective's protocol, JSON. */
  readonly bridges: string;
  /** List of JSON: a site's settings before those, newest first. */
  bridgeHistory(site: string): string;
  /** Hash: maps from our scores to Perspective's, JSON, by version. */
  readonly maps: string;
  /** List of JSON: what both said of the same comments, newest first; scores, never text. */
  pairs(site: string): string;
  /** Hash: labels from outside, JSON, by their id. */
  labels(site: string): string;
  /** Hash: sites that have labels. */
  readonly labelSites: string;
  /** Sorted set: ids of a site's labels, by when they came in. */
  labelTimes(site: string): string;
  /** Hash: the labels that name this comment, each as its site, a line break and its id: they go when it goes. */
  labelsOf(commentId: string): string;
  /** Hash: who may sign in, JSON with the password's hash, by name. */
  readonly users: string;
  /** String of JSON with a time to live: an open session, by the digest of its token. */
  session(digest: string): string;
  /** Set: digests of a user's sessions, so that they can be ended. */
  sessionsOf(name: string): string;
  /** Hash: a decision on many cases, and how far it has come; ends by itself. */
  operation(id: string): string;
  /** List: ids of its cases. */
  operationIds(id: string): string;
  /** Hash: a site's own policies, JSON, by version. */
  policies(site: string): string;
  /** Hash: how many policies a site ever saved. */
  readonly policiesCount: string;
  /** Hash: which of its policies judge, by site: "<live> <shadow>", '-' for none. */
  readonly policiesStanding: string;
  /** List: versions that were live before, newest first. */
  policiesBefore(site: string): string;
}

/** What the sorted sets of the queue are ordered by. */
export type QueueOrder = 'rank' | 'time' | 'score';

export function storeKeys(prefix: string): StoreKeys {
  return {
    case: (id) => `${prefix}:case:${id}`,
    events: (id) => `${prefix}:events:${id}`,
    claim: (id) => `${prefix}:claim:${id}`,
    unjudged: `${prefix}:unjudged`,
    newest: (site) => `${prefix}:newest:${site}`,
    queue(action, site, by = 'rank') {
      const queue = `${prefix}:${by === 'rank' ? 'queue' : `queue-${by}`}:${action}`;
      return site === undefined ? queue : `${queue}:${site}`;
    },
    alike: (site, likeness) => `${prefix}:alike:${likeness}:${site}`,
    changes: `${prefix}:changes`,
    views: `${prefix}:views`,
    reasons: `${prefix}:reasons`,
    author: (site, digest) => `${prefix}:author:${digest}:${site}`,
    remembered: (digest) => `${prefix}:remembered:${digest}`,
    rememberedFor: (id) => `${prefix}:remembered-for:${id}`,
    apiKeys: `${prefix}:api-keys`,
    words: (site) => `${prefix}:words:${site}`,
    wordsHistory: (site) => `${prefix}:words-history:${site}`,
    wordsVersions: `${prefix}:words-versions`,
    audit: `${prefix}:audit`,
    secondOpen: `${prefix}:second-open`,
    secondCases: `${prefix}:second-cases`,
    secondOpinions: (site) => `${prefix}:second-opinions:${site}`,
    secondShares: `${prefix}:second-shares`,
    reviewFirst: (site) => `${prefix}:review-first:${site}`,
    reviewFirstVersions: `${prefix}:review-first-versions`,
    quota: `${prefix}:quota`,
    bridges: `${prefix}:bridges`,
    bridgeHistory: (site) => `${prefix}:bridge-history:${site}`,
    maps: `${prefix}:maps`,
    pairs: (site) => `${prefix}:pairs:${site}`,
    labels: (site) => `${prefix}:labels:${site}`,
    labelSites: `${prefix}:label-sites`,
    labelTimes: (site) => `${prefix}:label-times:${site}`,
    labelsOf: (id) => `${prefix}:labels-of:${id}`,
    users: `${prefix}:users`,
    session: (digest) => `${prefix}:session:${digest}`,
    sessionsOf: (name) => `${prefix}:sessions-of:${name}`,
    operation: (id) => `${prefix}:operation:${id}`,
    operationIds: (id) => `${prefix}:operation-ids:${id}`,
    policies: (site) => `${prefix}:policies:${site}`,
    policiesCount: `${prefix}:policies-count`,
    policiesStanding: `${prefix}:policies-standing`,
    policiesBefore: (site) => `${prefix}:policies-before:${site}`,
  };
}

/** The same in Lua; a script's first argument is the prefix, its one declared key only finds the cluster slot. */
export const keysInLua = `
local prefix = ARGV[1]
local function case_key(id) return prefix .. ':case:' .. id end
local function events_key(id) return prefix .. ':events:' .. id end
local function claim_key(id) return prefix .. ':claim:' .. id end
local unjudged_key = prefix .. ':unjudged'
local function newest_key(site) return prefix .. ':newest:' .. site end
local function queue_key(action, by) return prefix .. ':queue' .. (by and '-' .. by or '') .. ':' .. action end
local function site_queue_key(action, site, by) return queue_key(action, by) .. ':' .. site end
local function alike_key(site, likeness) return prefix .. ':alike:' .. likeness .. ':' .. site end
local changes_key = prefix .. ':changes'
local views_key = prefix .. ':views'
local function author_key(site, digest) return prefix .. ':author:' .. digest .. ':' .. site end
local function remembered_key(digest) return prefix .. ':remembered:' .. digest end
local function remembered_for_key(id) return prefix .. ':remembered-for:' .. id end
local function words_key(site) return prefix .. ':words:' .. site end
local function words_history_key(site) return prefix .. ':words-history:' .. site end
local function operation_key(id) return prefix .. ':operation:' .. id end
local function operation_ids_key(id) return prefix .. ':operation-ids:' .. id end
local function policies_key(site) return prefix .. ':policies:' .. site end
local function policies_before_key(site) return prefix .. ':policies-before:' .. site end
local policies_standing_key = prefix .. ':policies-standing'
local words_versions_key = prefix .. ':words-versions'
local audit_key = prefix .. ':audit'
local function audited_key(act) return prefix .. ':audited:' .. act end
local second_open_key = prefix .. ':second-open'
local second_cases_key = prefix .. ':second-cases'
local function second_given_key(id) return prefix .. ':second-given:' .. id end
local function second_opinions_key(site) return prefix .. ':second-opinions:' .. site end
local function review_first_key(site) return prefix .. ':review-first:' .. site end
local review_first_versions_key = prefix .. ':review-first-versions'
`;
