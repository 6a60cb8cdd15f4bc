import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { Icon } from './icons.js';
import { anyCase, type Desk, type DeskFilter } from './use-desk.js';
import { attributeWords } from './words.js';

const tabs = [
  ['', 'To review'],
  ['escalated', 'Escalated'],
  ['failed', 'Failed'],
] as const;

/** Search, filters, order, and the views that everybody needs. */
export function FilterBar({
  desk,
  search,
  mayLead,
  onBulk,
}: {
  readonly desk: Desk;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly mayLead: boolean;
  readonly onBulk: () => void;
}) {
  const { filter, setFilter, counts } = desk;
  const [text, setText] = useState(filter.text);
  const set = (more: Partial<DeskFilter>): void => setFilter({ ...filter, ...more });
  return (
    <div class="qhead">
      <form
        aria-label="Search"
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          set({ text: text.trim() });
        }}
      >
        <label class="field grow">
          <Icon name="search" />
          <span class="sr">Search the newest cases</span>
          <input
            ref={search}
            type="search"
            placeholder="Search the text  /"
            maxLength={200}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </label>
        {mayLead && (
          <button type="button" class="btn" onClick={onBulk}>
            Bulk
          </button>
        )}
      </form>
      <div class="row wrap filters">
        <label>
          <span class="sr">Verdict</span>
          <select
            value={filter.action}
            onChange={(event) => set({ action: event.currentTarget.value as DeskFilter['action'] })}
          >
            <option value="review">review</option>
            <option value="block">block</option>
          </select>
        </label>
        <label>
          <span class="sr">Attribute</span>
          <select
            value={filter.attribute}
            onChange={(event) => set({ attribute: event.currentTarget.value })}
          >
            <option value="">any attribute</option>
            {Object.entries(attributeWords).map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="sr">Lowest score</span>
          <select value={filter.minScore} onChange={(event) => set({ minScore: event.currentTarget.value })}>
            <option value="">any score</option>
            {['0.5', '0.7', '0.8', '0.9'].map((score) => (
              <option key={score} value={score}>
                ≥ {score.slice(1)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="sr">Order</span>
          <select
            value={filter.sort}
            onChange={(event) => set({ sort: event.currentTarget.value as DeskFilter['sort'] })}
          >
            {['priority', 'oldest', 'newest', 'score'].map((sort) => (
              <option key={sort} value={sort}>
                by {sort}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span class="sr">Site</span>
          <input
            class="site-field"
            placeholder="any site"
            maxLength={200}
            defaultValue={filter.site}
            onChange={(event) => set({ site: event.currentTarget.value.trim() })}
          />
        </label>
        {JSON.stringify(filter) !== JSON.stringify(anyCase) && (
          <button
            type="button"
            class="btn s plain"
            onClick={() => {
              setText('');
              setFilter(anyCase);
            }}
          >
            Clear
          </button>
        )}
      </div>
      <fieldset class="tabs" aria-label="Views">
        {tabs.map(([value, words]) => (
          <button
            key={value}
            type="button"
            class="tab"
            aria-pressed={filter.state === value}
            onClick={() => set({ state: value })}
          >
            {words} {value === '' && counts && <span>{counts.waiting}</span>}
          </button>
        ))}
      </fieldset>
    </div>
  );
}
