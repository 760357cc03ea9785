import { useCallback, useEffect, useRef } from 'preact/hooks';

import { useRefreshOn } from '../../live/use-refresh-on.js';
import { useResource, type Resource } from '../../live/use-resource.js';
import { readCalendar, type CalendarPart, type CalendarRange } from './read-calendar.js';

/** A part of a site's calendar, as it is now. */
export function useCalendar(range: CalendarRange): Resource<CalendarPart> {
  const { site, from, to, onlyScheduled } = range;
  const calendar = useResource((signal) => readCalendar(range, signal), [site, from, to, onlyScheduled]);
  const { loading, refresh } = calendar;
  const isOld = useRef(false);

  // A long timeframe takes several calls: what happens meanwhile does not break them off, it is looked up afterwards.
  const follow = useCallback(() => {
    isOld.current = loading;
    if (!loading) refresh();
  }, [loading, refresh]);
  useEffect(() => {
    if (isOld.current) follow();
  }, [follow]);

  useRefreshOn('run', follow);
  useRefreshOn('schedule', follow);
  useRefreshOn('site', follow);
  return { ...calendar, refresh: follow };
}
