import type { Attribute, CaseEvent, Reason, ReasonCode } from '../api/types.js';

/** Every attribute and every reason: the compiler refuses a list that lacks one. */
export const attributeWords: Record<Attribute, string> = {
  TOXICITY: 'toxicity',
  SEVERE_TOXICITY: 'severe toxicity',
  IDENTITY_ATTACK: 'identity attack',
  INSULT: 'insult',
  PROFANITY: 'profanity',
  THREAT: 'threat',
  DEHUMANIZATION: 'dehumanization',
};

export const reasonWords: Record<ReasonCode, string> = {
  OFFENSIVE: 'Offensive',
  HARASSMENT: 'Harassment',
  HATE_SPEECH: 'Hate speech',
  DEHUMANIZING: 'Dehumanizing',
  THREAT: 'Threat',
  SPAM: 'Spam',
  ILLEGAL: 'Illegal',
  OFF_TOPIC: 'Off topic',
  OTHER: 'Other',
};

/** Why the machine said what it said. */
export function reasonLine(reason: Reason): string {
  if (reason.kind === 'failed_check')
    return `${reason.action}: the check ${reason.check} failed (${reason.error})`;
  const { action, rule, attribute, score, severity, checks } = reason;
  const bad = severity ? `, ${severity}` : '';
  return `${action}: rule ${rule}, ${attributeWords[attribute]} ${score.toFixed(2)}${bad} (${checks.join(', ')})`;
}

/** One event of a case's history. */
export function eventLine(event: CaseEvent): string {
  const at = new Date(event.at).toLocaleString([], { dateStyle: 'short', timeStyle: 'short' });
  switch (event.type) {
    case 'submitted':
      return `${at}: revision ${event.revision} came in`;
    case 'judged':
      return `${at}: judged ${event.action}, priority ${event.priority}, by ${event.policy}`;
    case 'claimed':
      return `${at}: ${event.from ? `taken over from ${event.from}` : 'claimed'} by ${event.moderator}`;
    case 'released':
      return `${at}: given back by ${event.moderator}`;
    case 'appealed':
      return `${at}: the reader appealed`;
    case 'undone':
      return `${at}: undone by ${event.moderator}`;
    case 'decided': {
      const why = [event.reason && reasonWords[event.reason as ReasonCode], event.note]
        .filter(Boolean)
        .join(', ');
      return `${at}: ${event.ruling} by ${event.moderator}${why && ` (${why})`}`;
    }
  }
}

/** Two letters beside every mark: never colour alone. */
export const attributeCodes: Record<Attribute, string> = {
  DEHUMANIZATION: 'DE',
  THREAT: 'TH',
  PROFANITY: 'PR',
  INSULT: 'IN',
  TOXICITY: 'TX',
  SEVERE_TOXICITY: 'ST',
  IDENTITY_ATTACK: 'IA',
};

/** The attribute that a check or a finding's rule speaks of, e.g. `toxicity/insult`; undefined for another name. */
export function attributeOfRule(rule: string): Attribute | undefined {
  const [check, what] = rule.split('/');
  if (check === 'profanity') return 'PROFANITY';
  if (check === 'dehumanizing') return what === 'death_wish' ? 'THREAT' : 'DEHUMANIZATION';
  const name = (what ?? 'toxicity').toUpperCase();
  return check === 'toxicity' && Object.hasOwn(attributeCodes, name) ? (name as Attribute) : undefined;
}

/** The reason that a rejection for this attribute most likely has. */
export const usualReason: Record<Attribute, ReasonCode> = {
  DEHUMANIZATION: 'DEHUMANIZING',
  THREAT: 'THREAT',
  PROFANITY: 'OFFENSIVE',
  INSULT: 'HARASSMENT',
  TOXICITY: 'OFFENSIVE',
  SEVERE_TOXICITY: 'OFFENSIVE',
  IDENTITY_ATTACK: 'HATE_SPEECH',
};

/** `4 min`, `3 h`, `2 d`. */
export function ageOf(at: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(at)) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

/** `.96`, and 1.00 as it is. */
export const scoreOf = (score: number): string => score.toFixed(2).replace(/^0/, '');
