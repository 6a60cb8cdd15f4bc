import type { Case } from '../domain/case.js';
import type { ReasonCode } from '../domain/decision.js';

/** The fields of Article 17(3) of Regulation (EU) 2022/2065 (Digital Services Act), by its letters. */
export interface Statement {
  readonly commentId: string;
  /** ISO 8601: when the restriction was decided. */
  readonly decidedAt: string;
  /** (a) */
  readonly restriction: {
    readonly kind: 'removed' | 'held';
    readonly territory: string;
    readonly duration: string;
  };
  /** (b): what the decision rests on. */
  readonly facts: readonly string[];
  /** (b): not by a notice under Article 16. */
  readonly notice: 'own-initiative';
  /** (c) */
  readonly automated: {
    readonly detection: boolean;
    readonly decision: boolean;
    readonly explanation: string;
  };
  /** (d) or (e) */
  readonly ground: {
    readonly kind: 'illegal' | 'terms';
    readonly code: string;
    readonly explanation: string;
  };
  /** (f) */
  readonly redress: readonly string[];
}

/** What each reason means, for the author. */
const meanings: Record<ReasonCode, string> = {
  OFFENSIVE: 'offensive language',
  HARASSMENT: 'harassment of a person',
  HATE_SPEECH: 'hatred against people for what they are',
  DEHUMANIZING: 'language that denies people their humanity',
  THREAT: 'a threat, or a wish of death or harm',
  SPAM: 'advertising or spam',
  ILLEGAL: 'content that the law forbids',
  OFF_TOPIC: 'content that is not about the article',
  OTHER: 'content against the rules of the site',
};
const mostFacts = 20;

/**
 * The statement that is owed for what stands: a rejection, or a block that no one has looked at. Undefined where nothing
 * restricts the comment. `label` says what a reason of the site's own means. Holds no more of the comment than the
 * findings' notes; never a moderator's name or note.
 */
export function statementOf(
  found: Case,
  label?: string,
): { readonly statement: Statement; readonly text: string } | undefined {
  const { comment, verdict, decision } = found;
  const rejected = decision?.ruling === 'reject';
  if (!rejected && (decision || verdict?.action !== 'block')) return undefined;
  const code = (rejected && decision.reason) || 'OTHER';
  const detection = verdict !== undefined && verdict.action !== 'allow';
  const statement: Statement = {
    commentId: comment.id,
    decidedAt: rejected ? decision.decidedAt : verdict!.judgedAt,
    restriction: {
      kind: rejected ? 'removed' : 'held',
      territory: 'everywhere the site can be read',
      duration: rejected ? 'without limit' : 'until a moderator has looked at it',
    },
    facts: factsOf(found),
    notice: 'own-initiative',
    automated: {
      detection,
      decision: !rejected,
      explanation: `${
        detection
          ? 'Automated checks of the text brought the comment to attention.'
          : 'No automated check had held the comment.'
      } ${rejected ? 'A person decided.' : 'The restriction itself was automated.'}`,
    },
    ground: groundOf(code, label),
    redress: [
      'An appeal to the site, which people decide (Article 20).',
      'An out-of-court dispute settlement body certified in a Member State (Article 21).',
      'The courts.',
    ],
  };
  return { statement, text: inWords(statement) };
}

function factsOf({ comment, verdict }: Case): string[] {
  const findings = verdict?.outcomes.flatMap((each) => (each.status === 'ran' ? each.findings : [])) ?? [];
  const spoke = verdict?.reasons.filter((each) => each.kind === 'rule') ?? [];
  const rules = spoke.map(({ rule }) => rule);
  // What a rule of the policy was about; where none spoke, whatever was seen.
  const about = new Set(spoke.map(({ attribute }) => attribute));
  const notes = findings.flatMap(({ attribute, note }) =>
    about.size === 0 || about.has(attribute) ? note : [],
  );
  return [
    `The comment was received on ${comment.receivedAt}, revision ${comment.revision}.`,
    ...[...new Set(notes)].slice(0, mostFacts),
    ...(rules.length > 0 ? [`Rules of the policy ${verdict!.policy}: ${rules.join(', ')}.`] : []),
  ];
}

function groundOf(code: string, label: string | undefined): Statement['ground'] {
  // A site's own code, no longer on its list, speaks for itself.
  const meaning = meanings[code as ReasonCode] ?? label ?? code;
  return code === 'ILLEGAL'
    ? { kind: 'illegal', code, explanation: `The moderator considers the comment ${meaning}.` }
    : { kind: 'terms', code, explanation: `The comment breaks the site's terms: ${meaning}.` };
}

function inWords({ commentId, decidedAt, restriction, ...rest }: Statement): string {
  const { kind, territory, duration } = restriction;
  const lines = [
    'Statement of reasons (Regulation (EU) 2022/2065, Article 17)',
    '',
    `Comment: ${commentId}`,
    `Decided: ${decidedAt}`,
    `What was done: the comment is ${kind === 'removed' ? 'removed' : 'held back'}, ${territory}, ${duration}.`,
    'It came to attention on our own initiative, not by a notice under Article 16.',
    '',
    'Facts:',
    ...rest.facts.map((fact) => `- ${fact}`),
    '',
    `Automated means: ${rest.automated.explanation}`,
    `Ground: ${rest.ground.explanation}`,
    '',
    'You may turn to:',
    ...rest.redress.map((way) => `- ${way}`),
  ];
  return `${lines.join('\n')}\n`;
}
