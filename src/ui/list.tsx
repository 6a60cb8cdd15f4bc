import type { ReviewItem } from '../api/types.js';
import { Icon } from './icons.js';
import { maskedText } from './masks.js';
import { Code, Person } from './parts.js';
import type { QueueState } from './queue-state.js';
import { ageOf, scoreOf } from './words.js';

const most = 3;

/** One case in the list: icon and word, score, codes, age, two lines of text, who holds it. */
function Row({
  item,
  open,
  ticked,
  me,
  now,
  elsewhere,
  onOpen,
  onTick,
}: {
  readonly item: ReviewItem;
  /** What another did to it meanwhile. */
  readonly elsewhere: string | undefined;
  readonly open: boolean;
  readonly ticked: boolean;
  readonly me: string;
  readonly now: number;
  readonly onOpen: () => void;
  readonly onTick: () => void;
}) {
  const { verdict, claim } = item;
  const failed = verdict?.outcomes.some(({ status }) => status === 'failed') ?? false;
  const attributes = [...new Set(verdict?.findings.map(({ attribute }) => attribute) ?? [])];
  const highest = Math.max(0, ...Object.values(verdict?.scores ?? {}));
  const other = claim && claim.moderator !== me ? claim.moderator : undefined;
  return (
    <li class={`item ${other || elsewhere ? 'busy' : ''}`} data-open={open}>
      <input
        type="checkbox"
        class="box"
        checked={ticked}
        onChange={onTick}
        aria-label={`Tick case ${item.id}`}
      />
      <button type="button" class="row-open" aria-current={open} onClick={onOpen}>
        <span class="l1">
          <Icon
            name={failed ? 'failed' : verdict?.action === 'block' ? 'block' : 'review'}
            tone={failed ? 'escalate' : ''}
          />
          <span class="sr">{failed ? 'a check failed' : verdict?.action}</span>
          <span class="score">{failed && highest === 0 ? '—' : scoreOf(highest)}</span>
          {attributes.slice(0, most).map((attribute) => (
            <Code key={attribute} attribute={attribute} />
          ))}
          {item.status === 'escalated' && <span class="dup">escalated</span>}
          {item.appeal?.state === 'open' && <span class="dup">appealed</span>}
          <span class="end">{ageOf(item.receivedAt, now)}</span>
        </span>
        <span class="say" dir="auto">
          {maskedText(item.text, verdict?.findings ?? []).slice(0, 240)}
        </span>
        <span class="l3">
          <span class="clip">
            {item.author ? `reader ${item.author} · ` : ''}
            {item.article?.title ?? item.site}
          </span>
          {elsewhere ? (
            <span class="end">{elsewhere}</span>
          ) : failed ? (
            <span class="end escalate">a check failed</span>
          ) : null}
          {claim && !elsewhere && (
            <span class="row end">
              <Person name={claim.moderator} me={!other} />
              {other && `${other} has it`}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

export function CaseList({
  state,
  me,
  now,
  onOpen,
  onTick,
}: {
  readonly state: QueueState;
  readonly me: string;
  readonly now: number;
  readonly onOpen: (id: string) => void;
  readonly onTick: (id: string) => void;
}) {
  return (
    <ol aria-label="Cases">
      {state.items.map((item) => (
        <Row
          key={item.id}
          item={item}
          open={item.id === state.openId}
          ticked={state.ticked.has(item.id)}
          me={me}
          now={now}
          elsewhere={state.elsewhere.get(item.id)}
          onOpen={() => onOpen(item.id)}
          onTick={() => onTick(item.id)}
        />
      ))}
    </ol>
  );
}
