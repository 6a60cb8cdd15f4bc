import type { RefObject } from 'preact';
import type { ReasonCode, Ruling } from '../api/types.js';
import { Icon } from './icons.js';
import { Key } from './parts.js';
import type { Desk } from './use-desk.js';
import { reasonWords } from './words.js';

const rulings: readonly (readonly [Ruling, string, string])[] = [
  ['approve', 'Approve', 'a'],
  ['reject', 'Reject', 'r'],
  ['escalate', 'Escalate', 'e'],
];

/** Three decisions of one weight; the reason that a rejection will have stands there before the key is pressed. */
export function DecideBar({
  desk,
  reasons,
  noteField,
}: {
  readonly desk: Desk;
  readonly reasons: readonly ReasonCode[];
  readonly noteField: RefObject<HTMLTextAreaElement | null>;
}) {
  const open = desk.open!;
  const count = desk.withAlike ? open.alikeTotal + 1 : 1;
  const off = open.claim === undefined;
  return (
    <div class="decide">
      <fieldset class="reasons" aria-label="Reason of a rejection">
        {reasons.map((code, at) => (
          <button
            key={code}
            type="button"
            class={`chip ${desk.reason === code ? 'on' : ''}`}
            aria-pressed={desk.reason === code}
            onClick={() => desk.setReason(code)}
          >
            <Key>{at + 1}</Key> {reasonWords[code]}
          </button>
        ))}
      </fieldset>
      {rulings.map(([ruling, word, key]) => (
        <button
          key={ruling}
          type="button"
          class="btn"
          disabled={off}
          onClick={() => void desk.decide(ruling)}
        >
          <Icon name={ruling} tone={ruling} /> {word} {count > 1 ? count : ''} <Key>{key}</Key>
        </button>
      ))}
      {open.alikeTotal > 0 && (
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
