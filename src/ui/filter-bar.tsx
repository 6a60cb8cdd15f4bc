import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ViewResource, ViewsResource } from '../api/types.js';
import { type Api, wordsOf } from './api.js';
import { anyCase, bodyOf, chipsOf, type DeskFilter, filterOf } from './desk-filter.js';
import { FilterFields } from './filter-fields.js';
import { Icon } from './icons.js';
import { Key } from './parts.js';
import type { Desk } from './use-desk.js';

const tabs = [
  ['', 'To review'],
  ['escalated', 'Escalated'],
  ['failed', 'Failed'],
  ['appealed', 'Appeals'],
] as const;

/** Search, what is filtered by, order, the views that everybody needs and the saved ones. */
export function FilterBar({
  api,
  desk,
  search,
  mayLead,
  fields,
  onFields,
  onBulk,
}: {
  readonly api: Api;
  readonly desk: Desk;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly mayLead: boolean;
  /** Whether the fields of the filter are shown. */
  readonly fields: boolean;
  readonly onFields: () => void;
  readonly onBulk: () => void;
}) {
  const { filter, setFilter, counts } = desk;
  const [text, setText] = useState(filter.text);
  const [views, setViews] = useState<readonly ViewResource[]>([]);
  const set = (more: Partial<DeskFilter>): void => setFilter({ ...filter, ...more });
  useEffect(() => setText(filter.text), [filter.text]);

  const loadViews = (): Promise<void> =>
    api.get<ViewsResource>('/v1/review/views').then(
      ({ views: found }) => setViews(found),
      () => {},
    );
  useEffect(() => void loadViews(), [api]);

  const attempt = (work: Promise<unknown>): void => {
    work
      .then(loadViews)
      .catch((error: unknown) => desk.setTrouble(`The view was not saved: ${wordsOf(error)}`));
  };
  const same = (view: ViewResource): boolean =>
    JSON.stringify(filterOf({ ...view.filter })) === JSON.stringify(filter);
  const counted: Record<string, number | undefined> = { '': counts?.waiting, appealed: counts?.appealed };

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
            placeholder="Search the text"
            maxLength={200}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
          <Key>/</Key>
        </label>
        <button type="button" class="btn" aria-expanded={fields} onClick={onFields}>
          Filter
        </button>
        {mayLead && (
          <button type="button" class="btn" onClick={onBulk}>
            Bulk
          </button>
        )}
      </form>
      <div class="row wrap chips">
        {chipsOf(filter).map(({ field, name, value }) => (
          <button
            key={field}
            type="button"
            class="chip on"
            aria-label={`${name} ${value}: remove`}
            onClick={() => set({ [field]: anyCase[field] })}
          >
            {name} <b class="clip">{value}</b> <span aria-hidden="true">✕</span>
          </button>
        ))}
        <label class="end sort">
          Sort{' '}
          <select
            value={filter.sort}
            onChange={(event) => set({ sort: event.currentTarget.value as DeskFilter['sort'] })}
          >
            {['priority', 'oldest', 'newest', 'score'].map((sort) => (
              <option key={sort} value={sort}>
                {sort}
              </option>
            ))}
          </select>
        </label>
      </div>
      {fields && (
        <FilterFields
          filter={filter}
          onChange={set}
          onSave={(name, shared) =>
            attempt(api.post('/v1/review/views', { name, filter: bodyOf(filter), shared }))
          }
        />
      )}
      <fieldset class="tabs" aria-label="Views">
        {tabs.map(([value, words]) => (
          <button
            key={value}
            type="button"
            class="tab"
            aria-pressed={filter.state === value && !views.some(same)}
            onClick={() => setFilter({ ...anyCase, site: filter.site, sort: filter.sort, state: value })}
          >
            {words} {counted[value] !== undefined && <span>{counted[value]}</span>}
          </button>
        ))}
        {views.map((view) => (
          <span key={view.id} class="kept">
            <button
              type="button"
              class="tab"
              aria-pressed={same(view)}
              onClick={() => setFilter(filterOf({ ...view.filter }))}
            >
              {view.name}{' '}
              <span>
                {view.count}
                {view.more && '+'}
              </span>
            </button>
            {same(view) && (view.by === desk.me || mayLead) && (
              <button
                type="button"
                class="btn plain s"
                aria-label={`Remove the view ${view.name}`}
                onClick={() => attempt(api.delete(`/v1/review/views/${encodeURIComponent(view.id)}`))}
              >
                ✕
              </button>
            )}
          </span>
        ))}
      </fieldset>
    </div>
  );
}
