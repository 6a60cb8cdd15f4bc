import type { PoliciesResource, ReplayResource } from '../../api/types.js';

/** What judges now, and the versions that are kept. */
export function policiesReport({ policyId, policy, live, shadow, versions }: PoliciesResource): string {
  const rules = policy.rules.map(
    ({ name, attribute, minScore, minSeverity, action }) =>
      `  ${name}: ${attribute} from ${minScore}${minSeverity ? `, findings at least ${minSeverity}` : ''} → ${action}`,
  );
  const kept = versions.map(({ version, at, by, note }) => {
    const mark = version === live ? 'live' : version === shadow ? 'shadow' : '';
    return `${String(version).padStart(4)}  ${mark.padEnd(6)}  ${at.slice(0, 16).replace('T', ' ')}  ${by}${note ? `: ${note}` : ''}`;
  });
  return [`${policyId} judges; a failed check: ${policy.onFailedCheck}`, ...rules, ...kept].join('\n');
}

/** A replay for a terminal: live beside candidate. */
export function replayReport({
  cases,
  days,
  holdsPerDay,
  blocked,
  agreement,
  misses,
  changes,
  changed,
  curve,
}: ReplayResource): string {
  if (cases === 0) return 'No judged case is there to go over.';
  const agreed = ({ n, of, low, high }: ReplayResource['agreement']['live']): string =>
    of === 0 ? 'nothing decided' : `${percent(n / of)} of ${of} (${percent(low)} to ${percent(high)})`;
  const row = (name: string, live: string | number, candidate: string | number): string =>
    `${name.padEnd(22)}${String(live).padEnd(32)}${candidate}`;
  return [
    `${cases} cases of ${days} days`,
    row('', 'live', 'candidate'),
    row('held a day', holdsPerDay.live, holdsPerDay.candidate),
    row('blocked', blocked.live, blocked.candidate),
    row('agrees with people', agreed(agreement.live), agreed(agreement.candidate)),
    row('rejected, let through', misses.live, misses.candidate),
    `newly held: ${decided(changes.newlyHeld)}`,
    `no longer held: ${decided(changes.released)}`,
    ...(changed.length > 0
      ? [
          `treated otherwise: ${changed
            .map(({ id, from, to }) => `${id} (${from} → ${to})`)
            .slice(0, 10)
            .join(', ')}${changed.length > 10 ? ', …' : ''}`,
        ]
      : []),
    ...(curve ?? []).map(
      (point) =>
        `  from ${point.threshold.toFixed(3)}  ${point.holdsPerDay} held a day, agrees ${agreed(point.agreement)}, ${point.misses} rejected let through`,
    ),
  ].join('\n');
}

const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const decided = ({ approved, rejected, undecided }: ReplayResource['changes']['released']): string =>
  `${approved} approved, ${rejected} rejected, ${undecided} undecided`;
