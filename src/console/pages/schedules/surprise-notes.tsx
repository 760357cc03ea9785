import type { Api } from '../../api.js';

/** What a schedule may surprise with, in the API's words. */
export function SurpriseNotes({ surprises }: { surprises: readonly Api['Surprise'][] }) {
  if (surprises.length === 0) return null;
  return (
    <ul class="note warning stack tight" aria-label="Surprises">
      {surprises.map(({ kind, at, message }) => (
        <li key={`${kind} ${at ?? ''} ${message}`}>{message}</li>
      ))}
    </ul>
  );
}
