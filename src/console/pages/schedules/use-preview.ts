import { useEffect } from 'preact/hooks';

import { api, type Api } from '../../api.js';
import { answerOf } from '../../../client/create-client.js';
import { useResource, type Resource } from '../../live/use-resource.js';

/** How long after the last key it is asked what the draft would do, in milliseconds. */
const PAUSE = 250;

/**
 * What a draft would do, while it is entered.
 *
 * @param definition undefined: there is too little of it yet.
 * @param name of the schedule that is edited.
 */
export function usePreview(
  site: string,
  definition: Api['Schedule'] | undefined,
  name: string | undefined,
): Resource<Api['SchedulePreview'] | undefined> {
  const body = definition && { ...definition, ...(name !== undefined && { name }) };
  const preview = useResource<Api['SchedulePreview'] | undefined>(
    async (signal) =>
      body &&
      answerOf(api.POST('/api/v1/sites/{site}/schedules/preview', { params: { path: { site } }, body, signal })),
    [site],
  );
  useEffect(() => {
    const timer = setTimeout(preview.refresh, PAUSE);
    return () => clearTimeout(timer);
  }, [JSON.stringify(body)]);
  return preview;
}
