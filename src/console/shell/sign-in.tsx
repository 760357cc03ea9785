import { useState } from 'preact/hooks';

import type { ApiProblem } from '../../client/api-problem.js';
import { Button } from '../parts/button.js';
import { Field } from '../parts/field.js';
import { ProblemNote } from '../parts/problem-note.js';
import { keepKey } from '../session.js';

/** Asks for the key of who uses the console. It stays in this tab, and goes with each call and nowhere else. */
export function SignIn({ refused, onKey }: { refused: ApiProblem | undefined; onKey: () => void }) {
  const [key, setKey] = useState('');
  return (
    <main class="page">
      <form
        class="card stack sign-in"
        onSubmit={(event) => {
          event.preventDefault();
          keepKey(key.trim());
          onKey();
        }}
      >
        <h1>Temporal Integrator</h1>
        <Field label="API key or token" required hint="It stays in this tab, until you sign out or close it.">
          <input
            type="password"
            autocomplete="current-password"
            value={key}
            onInput={({ currentTarget }) => setKey(currentTarget.value)}
          />
        </Field>
        <ProblemNote problem={refused} />
        <div class="row apart">
          <Button type="submit" kind="primary" disabled={key.trim() === ''}>
            Sign in
          </Button>
        </div>
        <details>
          <summary>I have no key</summary>
          <p class="soft">
            An admin makes one: <code>npm run api-key -- create NAME --role operator</code>, or{' '}
            <code>POST /api/v1/api-keys</code>.
          </p>
        </details>
      </form>
    </main>
  );
}
