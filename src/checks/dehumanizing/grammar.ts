/** Tags of a word, one bit each. A word may carry several. Names are those of grammar.yml and people.yml. */
export const tags = {
  third: 1 << 0,
  object: 1 << 1,
  you: 1 << 2,
  self: 1 << 3,
  it: 1 << 4,
  be: 1 << 5,
  become: 1 << 6,
  negator: 1 << 7,
  article: 1 << 8,
  demonstrative: 1 << 9,
  possessive: 1 << 10,
  kin: 1 << 11,
  preposition: 1 << 12,
  conjunction: 1 << 13,
  subordinator: 1 << 14,
  relative: 1 << 15,
  modal: 1 << 16,
  call: 1 << 17,
  auxiliary: 1 << 18,
  simile: 1 << 19,
  adverb: 1 << 20,
  partitive: 1 << 21,
  report: 1 << 22,
  say: 1 << 23,
  treat: 1 << 24,
  elided: 1 << 25,
  question: 1 << 26,
  person: 1 << 27,
  offender: 1 << 28,
  identity: 1 << 29,
  abstract: 1 << 30,
  verb: 1 << 31,
} as const;
export type TagName = keyof typeof tags;

/** Words that name or stand for people. */
export const anyone = tags.third | tags.you | tags.person;
/** Words that end a walk to the left over adjectives. */
export const functional =
  tags.third |
  tags.you |
  tags.self |
  tags.it |
  tags.be |
  tags.become |
  tags.negator |
  tags.article |
  tags.demonstrative |
  tags.possessive |
  tags.preposition |
  tags.conjunction |
  tags.subordinator |
  tags.relative |
  tags.modal |
  tags.auxiliary |
  tags.simile |
  tags.report |
  tags.treat |
  tags.question;
