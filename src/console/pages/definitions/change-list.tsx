import type { Api } from '../../api.js';

/** How much of a value is shown, in characters. */
const SHOWN = 160;

/** What a save changes, place by place. */
export function ChangeList({ changes }: { changes: Api['WouldChange']['changes'] }) {
  if (changes.length === 0) return <p>Nothing changes: what is saved says the same.</p>;
  return (
    <ul class="changes" aria-label="What changes">
      {changes.map((change) => (
        <li key={change.path}>
          <code>{change.path === '' ? 'all of it' : change.path}</code>
          {'from' in change && (
            <del>
              <span class="visually-hidden">from </span>
              {brief(change.from)}
            </del>
          )}
          {'to' in change && (
            <ins>
              <span class="visually-hidden">to </span>
              {brief(change.to)}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}

function brief(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
