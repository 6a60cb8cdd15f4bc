import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { SessionResource } from '../api/types.js';
import { createApi, currentSession } from './api.js';
import type { LiveState } from './live.js';
import { PoliciesPage } from './policies-page.js';
import { QueuePage } from './queue-page.js';
import { SignIn } from './sign-in.js';

const pages = [
  ['', 'Queue'],
  ['policies', 'Policies'],
] as const;
const themeName = 'decorum-theme';

const pageNow = (): string => location.hash.replace(/^#\/?/, '');

function themed(): string {
  const kept = localStorage.getItem(themeName) ?? '';
  if (kept === '') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = kept;
  return kept;
}

/** Sign-in, then the bar with the pages. */
export function App() {
  const [session, setSession] = useState<SessionResource | 'unknown' | undefined>('unknown');
  const [page, setPage] = useState(pageNow());
  const [theme, setTheme] = useState(themed());
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

  if (session === 'unknown') return <main aria-busy="true" />;
  if (session === undefined) return <SignIn onSignedIn={setSession} />;
  const { name, role } = session.user;
  const mayLead = role !== 'moderator';
  const nextTheme = theme === '' ? 'dark' : theme === 'dark' ? 'light' : '';
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
            <a
              key={path}
              href={`#/${path}`}
              {...((page === path || (path === '' && page.startsWith('case/'))) && {
                'aria-current': 'page' as const,
              })}
            >
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
        <button
          type="button"
          class="btn plain s theme"
          onClick={() => {
            localStorage.setItem(themeName, nextTheme);
            setTheme(themed());
          }}
        >
          Theme: {theme === '' ? 'system' : theme}
        </button>
        <span class="muted">
          {name}, {role}
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
      ) : (
        <QueuePage api={api} me={name} mayLead={mayLead} onStatus={onStatus} />
      )}
    </>
  );
}
