import type { ComponentChildren } from 'preact';

type Tone = 'good' | 'bad' | 'warning' | 'busy' | 'off' | 'plain';

/** Each status has a shape of its own: its color is not all that tells it. */
const SHAPES: Record<string, { tone: Tone; icon: ComponentChildren }> = {
  'In-Progress': { tone: 'busy', icon: <path d="M8 1.5a6.5 6.5 0 1 1-6.5 6.5" /> },
  Completed: { tone: 'good', icon: <path d="m2.5 8.5 3.5 3.5 7.5-8" /> },
  'Completed with Errors': { tone: 'warning', icon: <path d="M8 1.8 15 14H1L8 1.8Zm0 4.7v3.2m0 2v.4" /> },
  Failed: { tone: 'bad', icon: <path d="m3 3 10 10M13 3 3 13" /> },
  'Not Run': { tone: 'off', icon: <path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM3.5 12.5l9-9" /> },
  Scheduled: { tone: 'plain', icon: <path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 4.5V8l2.5 1.5" /> },
  'Scheduled but Deleted': {
    tone: 'off',
    icon: <path d="M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13ZM8 4.5V8l2.5 1.5" />,
  },
  'Pending Changed': { tone: 'warning', icon: <path d="M8 1.5v8m0 0L4.5 6M8 9.5 11.5 6M2 13.5h12" /> },
  Running: { tone: 'good', icon: <path d="M4 2.5v11l9-5.5-9-5.5Z" /> },
  Stopped: { tone: 'off', icon: <path d="M3 3h10v10H3z" /> },
  Starting: { tone: 'busy', icon: <path d="M8 1.5a6.5 6.5 0 1 1-6.5 6.5" /> },
  Stopping: { tone: 'busy', icon: <path d="M8 1.5a6.5 6.5 0 1 1-6.5 6.5" /> },
};

const UNKNOWN = { tone: 'plain' as const, icon: <circle cx="8" cy="8" r="3" /> };

interface StatusProps {
  status: string;
  /** Only the shape is seen; the word is for those who cannot see it. */
  brief?: boolean;
}

/** A status of a run, a task, a schedule or an Integrator, spelled as the seeds spell it. */
export function Status({ status, brief = false }: StatusProps) {
  const { tone, icon } = SHAPES[status] ?? UNKNOWN;
  return (
    <span class={`status ${tone}`}>
      <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" aria-hidden>
        {icon}
      </svg>
      {brief ? <span class="visually-hidden">{status}</span> : status}
    </span>
  );
}
