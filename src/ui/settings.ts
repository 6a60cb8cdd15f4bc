import type { OwnKeys } from './keys.js';

/** A person's own settings, kept in this browser. */
export interface Settings {
  /** '' follows the system. */
  readonly theme: '' | 'light' | 'dark';
  /** Whether slurs are shown without being asked for. */
  readonly unmasked: boolean;
  readonly keys: OwnKeys;
}

export const usualSettings: Settings = { theme: '', unmasked: false, keys: {} };
const name = 'decorum-settings';

/** What was kept; what cannot be read counts as nothing. */
export function keptSettings(storage: Pick<Storage, 'getItem'> = localStorage): Settings {
  try {
    const kept = JSON.parse(storage.getItem(name) ?? '{}') as Partial<Settings>;
    return {
      theme: kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : '',
      unmasked: kept.unmasked === true,
      keys: Object.fromEntries(
        Object.entries(kept.keys ?? {}).filter(([, key]) => typeof key === 'string'),
      ) as OwnKeys,
    };
  } catch {
    return usualSettings;
  }
}

export const keepSettings = (settings: Settings, storage: Pick<Storage, 'setItem'> = localStorage): void =>
  storage.setItem(name, JSON.stringify(settings));

/** Shows the page in the theme. */
export function applyTheme({ theme }: Settings): void {
  if (theme === '') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
