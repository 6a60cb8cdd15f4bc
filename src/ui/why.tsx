import type { Disguise, Finding, ReviewCaseResource } from '../api/types.js';
import { isMasked, maskedText } from './masks.js';
import { Code, Meter, toneOf } from './parts.js';
import { Traces } from './trace.js';
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
export function Why({ found, shown }: { readonly found: ReviewCaseResource; readonly shown: boolean }) {
  const { verdict, text } = found;
  if (!verdict) return null;
  const reasons = verdict.reasons.flatMap((reason) => (reason.kind === 'rule' ? [reason] : []));
  const failed = verdict.outcomes.filter(({ status }) => status === 'failed');
  const unread = verdict.outcomes.filter(({ unsupported }) => unsupported !== undefined);
  const findings = distinct(verdict.findings);
  const reasonOf = ({ attribute }: Finding) => reasons.find((reason) => reason.attribute === attribute);
  const counted = findings.filter(reasonOf);
  const noted = findings.filter((finding) => !reasonOf(finding));
  const ms = verdict.outcomes.reduce((sum, one) => sum + one.ms, 0);
  const quote = (finding: Finding): string => {
    const words = text.slice(finding.span.start, finding.span.end);
    return !shown && isMasked(finding)
      ? maskedText(words, [{ ...finding, span: { start: 0, end: words.length } }])
      : words;
  };
  const masked = ({ span }: Disguise): boolean =>
    !shown &&
    verdict.findings.some(
      (finding) => isMasked(finding) && finding.span.start < span.end && finding.span.end > span.start,
    );
  return (
    <>
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
          {(counted.length > 0 ? counted : noted).slice(0, most).map((finding) => {
            const reason = reasonOf(finding);
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
                  {...(reason?.minScore !== undefined && { threshold: reason.minScore })}
                  label={`${attributeWords[finding.attribute]} ${scoreOf(finding.score)}${
                    reason?.minScore === undefined ? '' : `, threshold ${scoreOf(reason.minScore)}`
                  }`}
                />
                <span class="num">
                  <b>{scoreOf(finding.score)}</b>
                  {reason?.minScore !== undefined && <span class="muted"> / {scoreOf(reason.minScore)}</span>}
                </span>
                <span class="act">{reason ? reason.action : 'noted'}</span>
              </li>
            );
          })}
          {counted.length > most && <li class="muted">and {counted.length - most} more</li>}
        </ul>
        {counted.length > 0 && noted.length > 0 && (
          <p class="below">
            <span class="muted">No rule spoke for</span>
            {noted.slice(0, most).map((finding) => (
              <span key={`${finding.rule} ${finding.span.start} ${finding.span.end}`} class="nw">
                <Code attribute={finding.attribute} /> <q dir="auto">{quote(finding).slice(0, 30)}</q>{' '}
                <b>{scoreOf(finding.score)}</b>
              </span>
            ))}
          </p>
        )}
        {reasons.length > 0 && (
          <p class="below">
            <span class="muted">Rules that spoke</span>
            {reasons.map(({ rule, attribute, score, minScore, action }) => (
              <span key={rule} class="nw">
                <Code attribute={attribute} /> {rule} <b>{scoreOf(score)}</b>
                {minScore !== undefined && <span class="muted"> / {scoreOf(minScore)}</span>}{' '}
                <span class="muted">→ {action}</span>
              </span>
            ))}
          </p>
        )}
      </section>
      {found.disguises && <Traces disguises={found.disguises} masked={masked} />}
    </>
  );
}
