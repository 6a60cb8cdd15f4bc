import { useState } from 'preact/hooks';
import type { DeskFilter } from './desk-filter.js';
import { attributeWords } from './words.js';

const scores = ['0.3', '0.5', '0.6', '0.7', '0.8', '0.9'];
const ages = [
  ['', 'any age'],
  ['900', '15 min'],
  ['3600', '1 hour'],
  ['14400', '4 hours'],
  ['86400', '1 day'],
] as const;

/** Everything that the list can be narrowed by, and a name to keep it under. */
export function FilterFields({
  filter,
  onChange,
  onSave,
}: {
  readonly filter: DeskFilter;
  readonly onChange: (more: Partial<DeskFilter>) => void;
  readonly onSave: (name: string, shared: boolean) => void;
}) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const written = (field: 'site' | 'article' | 'author' | 'language', words: string, placeholder: string) => (
    <label>
      {words}
      <input
        key={`${field} ${filter[field]}`}
        defaultValue={filter[field]}
        placeholder={placeholder}
        maxLength={200}
        onChange={(event) => onChange({ [field]: event.currentTarget.value.trim() })}
      />
    </label>
  );
  const score = (field: 'minScore' | 'maxScore', words: string) => (
    <label>
      {words}
      <select value={filter[field]} onChange={(event) => onChange({ [field]: event.currentTarget.value })}>
        <option value="">any</option>
        {scores.map((each) => (
          <option key={each} value={each}>
            {each.slice(1)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <fieldset class="fields" aria-label="Filter">
      <label>
        Verdict
        <select
          value={filter.action}
          disabled={filter.state === 'appealed'}
          onChange={(event) => onChange({ action: event.currentTarget.value as DeskFilter['action'] })}
        >
          <option value="review">review</option>
          <option value="block">block</option>
        </select>
      </label>
      <label>
        Attribute
        <select
          value={filter.attribute}
          onChange={(event) => onChange({ attribute: event.currentTarget.value })}
        >
          <option value="">any</option>
          {Object.entries(attributeWords).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      {score('minScore', 'Score from')}
      {score('maxScore', 'to')}
      {written('site', 'Site', 'any site')}
      {written('article', 'Article', 'id or address')}
      {written('author', 'Reader', 'id')}
      {written('language', 'Language', 'en')}
      <label>
        Older than
        <select value={filter.minAge} onChange={(event) => onChange({ minAge: event.currentTarget.value })}>
          {ages.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <form
        class="row save"
        aria-label="Keep this view"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() === '') return;
          onSave(name.trim(), shared);
          setName('');
        }}
      >
        <label class="grow">
          <span class="sr">Name of the view</span>
          <input
            placeholder="Keep this view as …"
            maxLength={100}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="row">
          <input type="checkbox" checked={shared} onChange={() => setShared(!shared)} /> for all
        </label>
        <button type="submit" class="btn s" disabled={name.trim() === ''}>
          Keep
        </button>
      </form>
    </fieldset>
  );
}
