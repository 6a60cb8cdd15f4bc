// Asks the compiled profanity check and its peers about the texts that its parent sends, and times them turn by turn.
// Plain JavaScript, run by Node alone: see measure-checks.mjs.
import { Profanity } from '@2toad/profanity';
import { Filter as BadWords } from 'bad-words';
import { Filter as Glin } from 'glin-profanity';
import leo from 'leo-profanity';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { profanity } from '../../dist/src/checks/profanity/index.js';
import { judge } from '../../dist/src/pipeline/judge.js';
import { Text } from '../../dist/src/text/text.js';

process.once('message', ({ cases, innocents, clean, profane, rounds, policy }) => {
  const all = libraries(policy);
  const answers = all.map(({ name, hit, flags = hit, spans }) => ({
    name,
    caught: cases.map(({ text }) => hit(text)),
    exact: spans && cases.map(({ text, span }) => spans(text).some((one) => same(one, span))),
    flagged: innocents.map(flags),
    clean: [],
    profane: [],
  }));
  for (let round = 0; round <= rounds; round++)
    for (const [at, { hit, spans = hit, slow = 1 }] of all.entries()) {
      const cleanRate = rate(clean, slow, spans);
      const profaneRate = rate(profane, slow, spans);
      if (round === 0) continue; // warming up
      answers[at].clean.push(cleanRate);
      answers[at].profane.push(profaneRate);
    }
  process.send(answers, () => process.disconnect());
});

/**
 * Ours first. `hit`: whether anything is found, whatever policy makes of it; `flags`: whether the default answer is not
 * to let it pass; `spans`: the places, where a library says them; `slow`: takes one text in so many for its rate.
 */
function libraries(policy) {
  const check = profanity();
  const { signal } = new AbortController();
  const inspect = (text) => check.inspect(new Text(text), {}, signal);
  const { name, version } = check;

  const badWords = new BadWords();
  const obscenity = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
  const toad = new Profanity();
  const glin = new Glin();
  const glinLeet = new Glin({
    detectLeetspeak: true,
    leetspeakLevel: 'aggressive',
    normalizeUnicode: true,
  });
  return [
    {
      name: 'Decorum',
      hit: (text) => inspect(text).findings.length > 0,
      flags: (text) =>
        judge([{ status: 'ran', check: name, version, ms: 0, ...inspect(text) }], policy).action !== 'allow',
      spans: (text) => inspect(text).findings.map(({ span }) => span),
    },
    { name: 'bad-words', hit: (text) => badWords.isProfane(text), slow: 10 },
    {
      name: 'obscenity',
      hit: (text) => obscenity.hasMatch(text),
      // Its ends are inclusive.
      spans: (text) =>
        obscenity
          .getAllMatches(text, true)
          .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex + 1 })),
      slow: 2,
    },
    { name: '@2toad/profanity', hit: (text) => toad.exists(text) },
    { name: 'leo-profanity', hit: (text) => leo.check(text) },
    { name: 'glin-profanity', hit: (text) => glin.isProfane(text), slow: 10 },
    { name: 'glin, leet and unicode', hit: (text) => glinLeet.isProfane(text), slow: 10 },
  ];
}

const same = (a, b) => a.start === b.start && a.end === b.end;

/** Texts a second. */
function rate(texts, slow, work) {
  const count = texts.length / slow;
  const started = performance.now();
  for (let at = 0; at < count; at++) work(texts[at]);
  return (count * 1000) / (performance.now() - started);
}
