import type { RefObject } from 'preact';
import type { Ruling } from '../api/types.js';
import { Icon, type IconName } from './icons.js';
import { Key } from './parts.js';
import type { Desk } from './use-desk.js';

interface Choice {
  readonly ruling: Ruling;
  readonly word: string;
  readonly key: string;
  readonly icon: IconName;
}
const rulings: readonly Choice[] = [
  { ruling: 'approve', word: 'Approve', key: 'a', icon: 'approve' },
  { ruling: 'reject', word: 'Reject', key: 'r', icon: 'reject' },
  { ruling: 'escalate', word: 'Escalate', key: 'e', icon: 'escalate' },
];
const answers: readonly Choice[] = [
  { ruling: 'approve', word: 'Overturn', key: 'a', icon: 'approve' },
  { ruling: 'reject', word: 'Uphold', key: 'r', icon: 'reject' },
];

/** A reason with its key, 1 to 9; a site's own come after them. */
export interface ReasonChoice {
  readonly code: string;
  readonly label: string;
}

/** Three decisions of one weight; the reason that a rejection will have stands there before the key is pressed. */
export function DecideBar({
  desk,
  reasons,
  noteField,
}: {
  readonly desk: Desk;
  readonly reasons: readonly ReasonChoice[];
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
}) {
  const open = desk.open!;
  const appealed = open.found.appeal?.state === 'open';
  const many = desk.withAlike && !appealed;
  const count = many ? open.alikeTotal + 1 : 1;
  const off = open.claim === undefined;
  return (
    <div class="decide">
      <fieldset class="reasons" aria-label="Reason of a rejection">
        {reasons.map(({ code, label }, at) => (
          <button
            key={code}
            type="button"
            class={`chip ${desk.reason === code ? 'on' : ''}`}
            aria-pressed={desk.reason === code}
            onClick={() => desk.setReason(code)}
          >
            {at < 9 && <Key>{at + 1}</Key>} {label}
          </button>
        ))}
      </fieldset>
      {(appealed ? answers : rulings).map(({ ruling, word, key, icon }) => (
        <button
          key={ruling}
          type="button"
          class="btn"
          disabled={off}
          onClick={() => void desk.decide(ruling)}
        >
          <Icon name={icon} tone={ruling} /> {word} {count > 1 ? count : ''} <Key>{key}</Key>
        </button>
      ))}
      {open.alikeTotal > 0 && !appealed && (
        <label class="row alike">
          <input
            type="checkbox"
            checked={desk.withAlike}
            onChange={() => desk.setWithAlike(!desk.withAlike)}
          />
          +{open.alikeTotal} alike <Key>d</Key>
        </label>
      )}
      <label class="note-field grow">
        <span class="sr">Note</span>
        <textarea
          ref={noteField}
          rows={1}
          maxLength={2000}
          placeholder="Note (m)"
          value={desk.note}
          onInput={(event) => desk.setNote(event.currentTarget.value)}
        />
      </label>
    </div>
  );
}
