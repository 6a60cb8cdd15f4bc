import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionResource } from '../api/types.js';
import { createApi, currentSession } from './api.js';
import { AuditPage } from './audit-page.js';
import { InsightsPage } from './insights-page.js';
import { pageKeys } from './keys.js';
import type { LiveState } from './live.js';
import { Note, Person } from './parts.js';
import { PoliciesPage } from './policies-page.js';
import { QueuePage } from './queue-page.js';
import { SecondPage } from './second-page.js';
import { applyTheme, keepSettings, keptSettings, type Settings } from './settings.js';
import { SettingsPage } from './settings-page.js';
import { SignIn } from './sign-in.js';
import { WordsPage } from './words-page.js';

const pages = [
  ['', 'Queue'],
  ['policies', 'Policies'],
  ['words', 'Words'],
  ['insights', 'Insights'],
  ['audit', 'Audit'],
] as const;

/** What the address asks for; a case is shown in the queue. */
const pageNow = (): string => location.hash.replace(/^#\/?/, '').replace(/^case\/.*/, '');
/** Milliseconds within which the second key of `g q` must follow. */
const chordMs = 1500;

/** Sign-in, then the bar with the pages. */
export function App() {
  const [session, setSession] = useState<SessionResource | 'unknown' | undefined>('unknown');
  const [page, setPage] = useState(pageNow());
  const [settings, setSettings] = useState(keptSettings());
  const [live, setLive] = useState<LiveState>();
  const [waiting, setWaiting] = useState<number>();
  const onStatus = useCallback((now: LiveState, count: number | undefined) => {
    setLive(now);
    setWaiting(count);
  }, []);
  const current = useRef(session);
  current.current = session;
  const api = useMemo(
    () =>
      createApi(
        () => (typeof current.current === 'object' ? current.current.csrf : ''),
        () => setSession(undefined),
      ),
    [],
  );
  useEffect(() => {
    currentSession().then(setSession, () => setSession(undefined));
    const onHash = (): void => setPage(pageNow());
    window.addEventListener('hashchange', onHash);
    return () => window.removeEventListener('hashchange', onHash);
  }, []);
  useEffect(() => applyTheme(settings), [settings]);
  useEffect(() => {
    if (page !== '') setLive(undefined);
    const name = pages.find(([path]) => path === page)?.[1] ?? 'Decorum';
    document.title = `${name} · Decorum`;
  }, [page]);
  useEffect(() => {
    let begun = 0;
    const onKey = (event: KeyboardEvent): void => {
      const at = event.target;
      if (at instanceof HTMLElement && at.matches('input:not([type=checkbox]), select, textarea')) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'g') begun = event.timeStamp;
      else if (event.timeStamp - begun < chordMs && Object.hasOwn(pageKeys, event.key)) {
        begun = 0;
        event.preventDefault();
        event.stopImmediatePropagation();
        location.hash = `#/${pageKeys[event.key]}`;
      } else begun = 0;
    };
    // Before the page's own keys: after `g` the next one is ours.
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, []);

  if (session === 'unknown') return <main aria-busy="true" />;
  if (session === undefined) return <SignIn onSignedIn={setSession} />;
  const { name, role } = session.user;
  const mayLead = role !== 'moderator';
  const change = (next: Settings): void => {
    keepSettings(next);
    setSettings(next);
  };
  return (
    <>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href="#/">
          Decorum
        </a>
        <nav class="nav" aria-label="Main">
          {pages.map(([path, words]) => (
            <a key={path} href={`#/${path}`} {...(page === path && { 'aria-current': 'page' as const })}>
              {words}
              {path === '' && waiting !== undefined && <span class="muted">{waiting}</span>}
            </a>
          ))}
        </nav>
        <span class="end" />
        {live && (
          <span class={`live ${live === 'live' ? '' : 'off'}`} role="status">
            {live === 'live' ? 'Live' : live === 'offline' ? 'Offline' : 'Connecting'}
          </span>
        )}
        <a
          class="btn plain s"
          href="#/settings"
          {...(page === 'settings' && { 'aria-current': 'page' as const })}
        >
          Settings
        </a>
        <span class="row who" title={`${name}, ${role}`}>
          <Person name={name} me />
          <span class="muted">
            {name}, {role}
          </span>
        </span>
        <button
          type="button"
          class="btn plain s"
          onClick={() => {
            void api.delete('/v1/session').catch(() => {});
            setSession(undefined);
          }}
        >
          Sign out
        </button>
      </header>
      {page === 'policies' ? (
        <PoliciesPage api={api} mayLead={mayLead} />
      ) : page === 'words' ? (
        <WordsPage api={api} mayLead={mayLead} />
      ) : page === 'insights' ? (
        <InsightsPage api={api} />
      ) : page === 'second' ? (
        <SecondPage api={api} />
      ) : page === 'audit' ? (
        mayLead ? (
          <AuditPage api={api} />
        ) : (
          <main id="main" class="page">
            <h1>Audit</h1>
            <Note kind="plain">
              The audit needs the lead role. An administrator can change yours: decorum users.
            </Note>
          </main>
        )
      ) : page === 'settings' ? (
        <SettingsPage settings={settings} onChange={change} />
      ) : (
        <QueuePage api={api} me={name} mayLead={mayLead} settings={settings} onStatus={onStatus} />
      )}
    </>
  );
}
