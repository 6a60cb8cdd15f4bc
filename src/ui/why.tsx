import type { CaseResource, Finding } from '../api/types.js';
import { isMasked, maskedText } from './masks.js';
import { Code, Meter, toneOf } from './parts.js';
import { attributeWords, scoreOf } from './words.js';

/** Findings that speak for the same rule and words, once. */
function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return [...findings]
    .sort((a, b) => b.score - a.score)
    .filter(({ rule, span }) => {
      const key = `${rule} ${span.start} ${span.end}`;
      return !seen.has(key) && seen.add(key);
    });
}
const most = 12;

/** Why the case is here: each finding with its quote, reason and score beside the policy's threshold. */
export function Why({ found, shown }: { readonly found: CaseResource; readonly shown: boolean }) {
  const { verdict, text } = found;
  if (!verdict) return null;
  const reasons = verdict.reasons.flatMap((reason) => (reason.kind === 'rule' ? [reason] : []));
  const failed = verdict.outcomes.filter(({ status }) => status === 'failed');
  const unread = verdict.outcomes.filter(({ unsupported }) => unsupported !== undefined);
  const findings = distinct(verdict.findings);
  const ms = verdict.outcomes.reduce((sum, one) => sum + one.ms, 0);
  const quote = (finding: Finding): string => {
    const words = text.slice(finding.span.start, finding.span.end);
    return !shown && isMasked(finding)
      ? maskedText(words, [{ ...finding, span: { start: 0, end: words.length } }])
      : words;
  };
  return (
    <section class="card" aria-label="Why it is here">
      <div class="row">
        <h2>Why it is here</h2>
        <span class="muted end">
          policy {verdict.policy} · {verdict.outcomes.length} checks · {ms.toFixed(0)} ms
        </span>
      </div>
      {failed.map(({ check, error }) => (
        <p key={check} class="escalate">
          The check {check} did not run ({error}), so the policy answered. The case can be decided all the
          same.
        </p>
      ))}
      {unread.map(({ check }) => (
        <p key={check} class="escalate">
          The check {check} cannot read this language: that it found nothing says nothing.
        </p>
      ))}
      <ul>
        {findings.slice(0, most).map((finding) => {
          const reason = reasons.find(
            ({ attribute, checks }) => attribute === finding.attribute && checks.length > 0,
          );
          return (
            <li
              key={`${finding.rule} ${finding.span.start} ${finding.span.end}`}
              class={`find ${toneOf(finding.attribute)}`}
            >
              <Code attribute={finding.attribute} />
              <div>
                <div class="clip">
                  <q dir="auto">{quote(finding)}</q>
                </div>
                <div class="why">{finding.note}</div>
              </div>
              <Meter
                score={finding.score}
                label={`${attributeWords[finding.attribute]} ${scoreOf(finding.score)}`}
              />
              <b class="num">{scoreOf(finding.score)}</b>
              <span class="act">{reason ? reason.action : 'noted'}</span>
            </li>
          );
        })}
        {findings.length > most && <li class="muted">and {findings.length - most} more</li>}
      </ul>
      {reasons.length > 0 && (
        <p class="below">
          <span class="muted">Rules that spoke</span>
          {reasons.map(({ rule, attribute, score, action }) => (
            <span key={rule} class="nw">
              <Code attribute={attribute} /> {rule} <b>{scoreOf(score)}</b>{' '}
              <span class="muted">→ {action}</span>
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
