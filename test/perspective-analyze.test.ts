import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  asking,
  createPerspectiveStand,
  type PerspectiveStand,
  realPipeline,
} from '../src/api/testing/perspective-stand.js';
import { attributeScores } from '../src/pipeline/attribute-scores.js';

let stand: PerspectiveStand;
beforeAll(async () => {
  stand = await createPerspectiveStand();
});
afterAll(() => stand.close());

const six = ['TOXICITY', 'SEVERE_TOXICITY', 'IDENTITY_ATTACK', 'INSULT', 'PROFANITY', 'THREAT'];
const all = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, {}]));
const text = 'You are a fucking idiot. 🐀 They are vermin. Have a nice day!';

describe('scores', () => {
  test('the smallest request is answered as Perspective answers it', async () => {
    const { status, headers, body } = await stand.analyze({
      comment: { text: 'You idiot.' },
      requestedAttributes: { TOXICITY: {} },
    });
    expect([status, headers.get('content-type')]).toEqual([200, 'application/json; charset=UTF-8']);
    const value = body.attributeScores.TOXICITY.summaryScore.value;
    expect(value).toBeGreaterThan(0.5);
    expect(body).toEqual({
      attributeScores: {
        TOXICITY: {
          spanScores: [{ begin: 0, end: 10, score: { value, type: 'PROBABILITY' } }],
          summaryScore: { value, type: 'PROBABILITY' },
        },
      },
      languages: ['en'],
      detectedLanguages: ['en'],
    });
  });

  test("all attributes are the pipeline's own scores, and their twins and versions the same", async () => {
    const { outcomes } = await realPipeline.moderate({ id: 'x', revision: 1, text, language: 'en' });
    const expected = attributeScores(outcomes);
    const names = [...six, 'DEHUMANIZATION', ...six.map((name) => `${name}_EXPERIMENTAL`), 'TOXICITY@6'];
    const { body } = await stand.analyze(asking(text, { requestedAttributes: all(names) }));
    expect(Object.keys(body.attributeScores)).toEqual(names);
    for (const name of names) {
      const attribute = name.replace(/_EXPERIMENTAL$|@\d+$/, '') as keyof typeof expected;
      expect([name, body.attributeScores[name].summaryScore.value]).toEqual([name, expected[attribute] ?? 0]);
    }
    expect(body.attributeScores.DEHUMANIZATION.summaryScore.value).toBeGreaterThan(0.5);
  });

  test('the same text gives the same answer', async () => {
    const first = await stand.analyze(asking(text, { spanAnnotations: true }));
    for (let time = 0; time < 3; time++)
      expect((await stand.analyze(asking(text, { spanAnnotations: true }))).text).toBe(first.text);
  });

  test('alt=json and prettyPrint are heard, other forms refused', async () => {
    expect((await stand.analyze(asking('hello there'), '&alt=json')).text).toContain('\n  "');
    expect((await stand.analyze(asking('hello there'), '&prettyPrint=false')).text).not.toContain('\n');
    for (const query of ['&alt=proto', '&alt=media', '&callback=f'])
      expect((await stand.analyze(asking('hello there'), query)).body.error.status).toBe('INVALID_ARGUMENT');
  });

  test('a client token comes back, and only when sent', async () => {
    expect((await stand.analyze(asking('hello there', { clientToken: 'a:1' }))).body.clientToken).toBe('a:1');
    expect((await stand.analyze(asking('hello there'))).body).not.toHaveProperty('clientToken');
  });

  test('the context counts: what the article says is not the commenter’s own word', async () => {
    const score = async (context: object) =>
      (
        await stand.analyze(
          asking('Hope they catch the animals.', { context, requestedAttributes: { DEHUMANIZATION: {} } }),
        )
      ).body.attributeScores.DEHUMANIZATION.summaryScore.value;
    const zoo = 'Two zebras escaped from the city zoo on Monday, and keepers are searching the park.';
    const thieves = 'Two men were arrested on Monday after an armed carjacking downtown, police said.';
    const article = (said: string) => ({ articleAndParentComment: { article: { text: said } } });
    const entries = (said: string) => ({ entries: [{ text: said }, { text: 'Terrible.' }] });
    expect(await score(article(thieves))).toBeGreaterThan(await score(article(zoo)));
    expect(await score(entries(thieves))).toBe(await score(article(thieves)));
  });
});

describe('spans', () => {
  test('one full span without spanAnnotations', async () => {
    for (const more of [{}, { spanAnnotations: false }]) {
      const { TOXICITY } = (await stand.analyze(asking(text, more))).body.attributeScores;
      expect(TOXICITY.spanScores).toEqual([{ begin: 0, end: text.length, score: TOXICITY.summaryScore }]);
    }
  });

  test('a span a sentence with them, in UTF-16 units, each with its own score', async () => {
    const request = asking(text, {
      spanAnnotations: true,
      requestedAttributes: { PROFANITY: {}, DEHUMANIZATION: {} },
    });
    const { PROFANITY, DEHUMANIZATION } = (await stand.analyze(request)).body.attributeScores;
    const pieces = PROFANITY.spanScores.map(({ begin, end }: { begin: number; end: number }) =>
      text.slice(begin, end),
    );
    expect(pieces).toEqual(['You are a fucking idiot.', '🐀 They are vermin.', 'Have a nice day!']);
    const values = (attribute: typeof PROFANITY) =>
      attribute.spanScores.map(({ score }: { score: { value: number } }) => score.value);
    expect(values(PROFANITY)[0]).toBeGreaterThan(values(PROFANITY)[2]);
    expect(values(DEHUMANIZATION)[1]).toBeGreaterThan(values(DEHUMANIZATION)[0]);
    const alone = await stand.analyze(
      asking('🐀 They are vermin.', { requestedAttributes: { DEHUMANIZATION: {} } }),
    );
    expect(values(DEHUMANIZATION)[1]).toBe(alone.body.attributeScores.DEHUMANIZATION.summaryScore.value);
  });

  test('a text of very many sentences has at most 100 spans, which cover every sentence', async () => {
    const long = 'No! '.repeat(5000).trim();
    const { TOXICITY } = (await stand.analyze(asking(long, { spanAnnotations: true }))).body.attributeScores;
    expect(TOXICITY.spanScores.length).toBeLessThanOrEqual(100);
    expect([TOXICITY.spanScores[0].begin, TOXICITY.spanScores.at(-1).end]).toEqual([0, long.length]);
  });
});

describe('thresholds', () => {
  const threshold = (scoreThreshold: unknown) => ({ scoreThreshold });

  test('what is below is left out; when all are, the key is absent', async () => {
    const some = await stand.analyze(
      asking('You idiot.', { requestedAttributes: { TOXICITY: threshold(0.3), THREAT: threshold(0.9) } }),
    );
    expect(Object.keys(some.body.attributeScores)).toEqual(['TOXICITY']);
    const none = await stand.analyze(
      asking('Have a nice day.', { requestedAttributes: { TOXICITY: threshold(0.99) } }),
    );
    expect(none.body).toEqual({ languages: ['en'], detectedLanguages: ['en'] });
  });

  test('a score at the threshold is shown; a number may be a string', async () => {
    const { value } = (await stand.analyze(asking('You idiot.'))).body.attributeScores.TOXICITY.summaryScore;
    for (const at of [value, String(value)]) {
      const request = asking('You idiot.', { requestedAttributes: { TOXICITY: threshold(at) } });
      expect((await stand.analyze(request)).body.attributeScores.TOXICITY.summaryScore.value).toBe(value);
    }
  });
});

describe('languages', () => {
  const german = 'Das ist doch völliger Unsinn, was die Regierung hier schon wieder beschließt.';

  test('as an array, as a string, with a region', async () => {
    for (const languages of [['en'], 'en', ['en-US']]) {
      const { body } = await stand.analyze(asking('This is nonsense.', { languages }));
      expect(body.languages).toEqual([languages].flat());
    }
  });

  test('absent, empty or null: they are detected', async () => {
    for (const languages of [undefined, [], '', null]) {
      const { body } = await stand.analyze(
        asking('This is complete nonsense, as everybody knows.', { languages }),
      );
      expect([body.languages, body.detectedLanguages[0]]).toEqual([['en'], 'en']);
    }
  });

  test('of a few words nobody can tell: they are read as English', async () => {
    for (const short of ['lol ok', 'haha', 'no way']) {
      const { status, body } = await stand.analyze(asking(short, { languages: undefined }));
      expect([short, status, body.languages, body.detectedLanguages[0]]).toEqual([short, 200, ['en'], 'en']);
    }
  });

  test('requested and detected may differ', async () => {
    const { body } = await stand.analyze(asking(german, { languages: ['en'] }));
    expect([body.languages, body.detectedLanguages[0]]).toEqual([['en'], 'de']);
  });

  const refused = (languages: string[], more: object) => ({
    error: {
      code: 400,
      message: `Attribute TOXICITY does not support request languages: ${languages.join(', ')}`,
      status: 'INVALID_ARGUMENT',
      details: [
        {
          '@type': 'type.googleapis.com/google.commentanalyzer.v1alpha1.Error',
          errorType: 'LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE',
          languageNotSupportedByAttributeError: {
            detectedLanguages: languages,
            ...more,
            attribute: 'TOXICITY',
          },
        },
      ],
    },
  });

  test('one that we do not read is refused as Perspective refuses', async () => {
    const { status, body } = await stand.analyze(asking('Kun natti waan jira', { languages: ['om'] }));
    expect([status, body]).toEqual([400, refused(['om'], { requestedLanguages: ['om'] })]);
    expect((await stand.analyze(asking(german, { languages: undefined }))).body).toEqual(refused(['de'], {}));
  });

  test('or its attributes are dropped', async () => {
    const { status, body } = await stand.analyze(
      asking(german, { languages: ['de'], dropUnsupportedAttributes: true }),
    );
    expect([status, body]).toEqual([200, { languages: ['de'], detectedLanguages: ['de'] }]);
  });

  test('a text without a letter tells none', async () => {
    for (const none of ['12345 !!!', '😂😂😂']) {
      const { body } = await stand.analyze(asking(none, { languages: undefined }));
      expect(body.error.details[0].errorType).toBe('LANGUAGE_DETECTION_FAILED');
      expect((await stand.analyze(asking(none))).status).toBe(200);
    }
  });

  test('what is no language tag is refused', async () => {
    const { body } = await stand.analyze(asking('hello', { languages: ['no tag!'] }));
    expect(body.error.details[0].errorType).toBe('INVALID_REQUEST');
  });
});
