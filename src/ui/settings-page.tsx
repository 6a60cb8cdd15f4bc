import { useState } from 'preact/hooks';
import { actionWords, keyActions, keyFault } from './keys.js';
import { PageHead, Segments } from './page-parts.js';
import type { Settings } from './settings.js';

const themes = [
  ['', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;

/** Theme, masks and keys: each single-letter key can be changed or switched off (WCAG 2.2, 2.1.4). */
export function SettingsPage({
  settings,
  onChange,
}: {
  readonly settings: Settings;
  readonly onChange: (settings: Settings) => void;
}) {
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const setKey = (action: string, usual: string, key: string): void => {
    const fault = keyFault(action, key, settings.keys);
    setFaults((before) => ({ ...before, [action]: fault ?? '' }));
    if (fault !== undefined) return;
    const { [action]: _, ...rest } = settings.keys;
    onChange({ ...settings, keys: key === usual ? rest : { ...rest, [action]: key } });
  };
  const off = Object.values(keyActions).every((action) => settings.keys[action] === '');
  const setAll = (on: boolean): void =>
    onChange({
      ...settings,
      keys: on
        ? {}
        : Object.fromEntries([...Object.values(keyActions), 'reasons'].map((action) => [action, ''])),
    });
  return (
    <main id="main" class="page narrow">
      <PageHead title="Settings" about="Yours alone, kept in this browser." />
      <div class="cards">
        <section class="card" aria-label="Looks">
          <h2>Looks</h2>
          <div class="row wrap">
            <span>Theme</span>
            <Segments
              label="Theme"
              choices={themes}
              chosen={settings.theme}
              onChoose={(theme) => onChange({ ...settings, theme })}
            />
          </div>
          <label class="row">
            <input
              type="checkbox"
              checked={settings.unmasked}
              onChange={() => onChange({ ...settings, unmasked: !settings.unmasked })}
            />
            Show slurs without asking. The list keeps masking them.
          </label>
        </section>
        <section class="card" aria-label="Keys">
          <div class="row">
            <h2>Keys</h2>
            <span class="end" />
            <button type="button" class="btn s" onClick={() => setAll(off)}>
              {off ? 'Switch all on' : 'Switch all off'}
            </button>
            <button type="button" class="btn s plain" onClick={() => onChange({ ...settings, keys: {} })}>
              As they came
            </button>
          </div>
          <p class="muted">Leave a field empty to switch its key off. Keys are off while you type.</p>
          <div class="key-grid">
            {Object.entries(keyActions).map(([usual, action]) => (
              <div key={action} class="key-row">
                <label>
                  <span>{actionWords[action]}</span>
                  <input
                    value={settings.keys[action] ?? usual}
                    maxLength={2}
                    aria-invalid={Boolean(faults[action])}
                    onInput={(event) => setKey(action, usual, event.currentTarget.value.trim())}
                  />
                </label>
                {faults[action] && <span class="reject">{faults[action]}</span>}
              </div>
            ))}
          </div>
        </section>
      </div>
    </main>
  );
}
