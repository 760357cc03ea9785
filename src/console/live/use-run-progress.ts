import { useState } from 'preact/hooks';

import type { Api } from '../api.js';
import { useSiteEvent } from './site-events.js';

/** How far a run has come, as it is told while it moves records; what was looked up of it until then. */
export function useRunProgress(run: string, known: Api['RunProgress'] | undefined): Api['RunProgress'] | undefined {
  const [told, setTold] = useState<Api['RunProgress'] & { run: string }>();
  useSiteEvent('progress', (progress) => {
    if (progress?.run === run) setTold(progress as Api['RunProgress'] & { run: string });
  });
  return told?.run === run ? told : known;
}
