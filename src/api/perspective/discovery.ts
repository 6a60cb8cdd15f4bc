import { type Attribute, attributes } from '../../domain/finding.js';

const ref = ($ref: string) => ({ $ref });
const string = (description: string) => ({ type: 'string', description });
const list = (items: object, description: string) => ({ type: 'array', items, description });
const flag = (description: string) => ({ type: 'boolean', description });
const float = (description: string) => ({ type: 'number', format: 'float', description });
const int32 = (description: string) => ({ type: 'integer', format: 'int32', description });
const mapOf = (name: string, description: string) => ({
  type: 'object',
  additionalProperties: ref(name),
  description,
});
const schema = (id: string, description: string, properties: object) => ({
  id,
  type: 'object',
  description,
  properties,
});

const scoreTypes = ['SCORE_TYPE_UNSPECIFIED', 'PROBABILITY', 'STD_DEV_SCORE', 'PERCENTILE', 'RAW'];
const textTypes = ['TEXT_TYPE_UNSPECIFIED', 'PLAIN_TEXT', 'HTML'];
const told: Partial<Record<Attribute, string>> = { DEHUMANIZATION: " (this server's own)" };
const named = attributes.map((name) => `${name}${told[name] ?? ''}`).join(', ');

const shared = {
  comment: ref('TextEntry'),
  context: ref('Context'),
  languages: list({ type: 'string' }, 'Languages of the comment, BCP 47. Absent: they are detected.'),
  clientToken: string('Given back as it came.'),
  sessionId: string('Not used.'),
  communityId: string('The community that the comment belongs to.'),
};

const schemas = [
  schema('AnalyzeCommentRequest', 'A comment to score.', {
    ...shared,
    requestedAttributes: mapOf('AttributeParameters', `By attribute: ${named}.`),
    doNotStore: flag('Nothing of the comment is kept, whatever the operator set.'),
    spanAnnotations: flag('Score each sentence too.'),
    dropUnsupportedAttributes: flag('Leave out attributes that are not to be had, instead of refusing.'),
  }),
  schema('AttributeParameters', 'How to answer an attribute.', {
    scoreType: { ...string('PROBABILITY is the only one.'), enum: scoreTypes },
    scoreThreshold: float('Lower scores are left out of the answer.'),
  }),
  schema('AnalyzeCommentResponse', 'Scores of a comment.', {
    attributeScores: mapOf(
      'AttributeScores',
      'By attribute as requested; absent when none reached its threshold.',
    ),
    languages: list({ type: 'string' }, 'The languages that the comment was read in.'),
    detectedLanguages: list({ type: 'string' }, 'What the comment seems to be written in, likeliest first.'),
    clientToken: string('As it came.'),
  }),
  schema('AttributeScores', 'Scores of one attribute.', {
    summaryScore: ref('Score'),
    spanScores: list(ref('SpanScore'), 'Scores of parts of the text.'),
  }),
  schema('SpanScore', 'Score of a part of the text.', {
    begin: int32('UTF-16 units from the start, inclusive.'),
    end: int32('UTF-16 units from the start, exclusive.'),
    score: ref('Score'),
  }),
  schema('Score', 'A score.', {
    value: float('0 to 1.'),
    type: { ...string('What the value means.'), enum: scoreTypes },
  }),
  schema('TextEntry', 'A text.', {
    text: string('UTF-8; of a comment at most 20,480 bytes, of a context at most 1 MiB.'),
    type: { ...string('PLAIN_TEXT is the only one.'), enum: textTypes },
  }),
  schema('Context', 'What stands above the comment: one of the two forms.', {
    entries: list(ref('TextEntry'), 'The last is what the comment answers, those before are the article.'),
    articleAndParentComment: ref('ArticleAndParentComment'),
  }),
  schema('ArticleAndParentComment', 'The article, and the comment that this one answers.', {
    article: ref('TextEntry'),
    parentComment: ref('TextEntry'),
  }),
  schema('SuggestCommentScoreRequest', 'What the scores of a comment should be.', {
    ...shared,
    attributeScores: mapOf('AttributeScores', 'By attribute.'),
  }),
  schema('SuggestCommentScoreResponse', 'The suggestion is kept.', {
    clientToken: string('As it came.'),
    detectedLanguages: list({ type: 'string' }, 'What the comment seems to be written in.'),
    requestedLanguages: list({ type: 'string' }, 'As they came.'),
  }),
];

const query = (description: string, more: object = {}) => ({
  type: 'string',
  location: 'query',
  description,
  ...more,
});
const parameters = {
  key: query('API key.'),
  access_token: query('API key, as a token.'),
  oauth_token: query('API key, as a token.'),
  alt: query('Form of the answer.', { default: 'json', enum: ['json'], enumDescriptions: ['JSON'] }),
  fields: query('Not used: answers are whole.'),
  prettyPrint: query('Whether the answer is indented.', { type: 'boolean', default: 'true' }),
  quotaUser: query('Not used: a quota belongs to a key.'),
  uploadType: query('Not used.'),
  upload_protocol: query('Not used.'),
  '$.xgafv': query('Not used.', { enum: ['1', '2'], enumDescriptions: ['v1', 'v2'] }),
};

const scopes = ['https://www.googleapis.com/auth/userinfo.email'];
const method = (name: string, verb: string, request: string, response: string, description: string) => ({
  id: `commentanalyzer.comments.${name}`,
  path: `v1alpha1/comments:${verb}`,
  flatPath: `v1alpha1/comments:${verb}`,
  httpMethod: 'POST',
  parameterOrder: [],
  parameters: {},
  request: ref(request),
  response: ref(response),
  scopes,
  description,
});

/**
 * The discovery document of this server (https://developers.google.com/discovery/v1/reference/apis).
 *
 * @param rootUrl where the caller reaches us, with a slash at its end
 */
export const discoveryDocument = (rootUrl: string): object => ({
  kind: 'discovery#restDescription',
  discoveryVersion: 'v1',
  id: 'commentanalyzer:v1alpha1',
  name: 'commentanalyzer',
  canonicalName: 'Comment Analyzer',
  version: 'v1alpha1',
  version_module: true,
  revision: '20261120',
  title: 'Decorum, by the protocol of Perspective',
  description: 'Scores comments on your own machines.',
  ownerName: 'Decorum',
  ownerDomain: 'localhost',
  protocol: 'rest',
  rootUrl,
  mtlsRootUrl: rootUrl,
  servicePath: '',
  baseUrl: rootUrl,
  basePath: '',
  batchPath: 'batch',
  fullyEncodeReservedExpansion: true,
  parameters,
  auth: { oauth2: { scopes: { [scopes[0]!]: { description: 'Taken as a key.' } } } },
  schemas: Object.fromEntries(schemas.map((one) => [one.id, one])),
  resources: {
    comments: {
      methods: {
        analyze: method(
          'analyze',
          'analyze',
          'AnalyzeCommentRequest',
          'AnalyzeCommentResponse',
          'Scores a comment by attributes.',
        ),
        suggestscore: method(
          'suggestscore',
          'suggestscore',
          'SuggestCommentScoreRequest',
          'SuggestCommentScoreResponse',
          'Keeps what the scores of a comment should be.',
        ),
      },
    },
  },
});
