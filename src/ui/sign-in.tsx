import { useState } from 'preact/hooks';
import type { SessionResource } from '../api/types.js';
import { signIn, wordsOf } from './api.js';
import { Note } from './parts.js';

/** Name and password; the session is a cookie that scripts cannot read. */
export function SignIn({ onSignedIn }: { readonly onSignedIn: (session: SessionResource) => void }) {
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  return (
    <main class="sign-in">
      <form
        class="card"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          setBusy(true);
          setTrouble(undefined);
          signIn(String(form.get('name')), String(form.get('password')))
            .then(onSignedIn, (error: unknown) => setTrouble(wordsOf(error)))
            .finally(() => setBusy(false));
        }}
      >
        <h1>Decorum</h1>
        <label>
          Name
          <input name="name" required maxLength={200} autocomplete="username" />
        </label>
        <label>
          Password
          <input name="password" type="password" required maxLength={200} autocomplete="current-password" />
        </label>
        {trouble && <Note kind="bad">{trouble}</Note>}
        <button type="submit" class="btn main" disabled={busy}>
          Sign in
        </button>
        <p class="muted">
          The operator adds people:{' '}
          <span class="mono">npm run decorum -- users add NAME --role moderator</span>
        </p>
      </form>
    </main>
  );
}
