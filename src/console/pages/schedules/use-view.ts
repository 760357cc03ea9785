import { useLocation, useRoute } from 'preact-iso';

import { useGo } from '../../live/use-go.js';
import { TIMEFRAMES, type Timeframe } from './timeframe.js';

/** What of the schedules of a site is shown: it stands in the address. */
export interface View {
  site: string;
  timeframe: Timeframe;
  /** A date in the timeframe: `2026-10-05`; undefined: today. */
  date: string | undefined;
  isGrid: boolean;
  onlyScheduled: boolean;
  /** The schedule that is selected. */
  selected: string | undefined;
  /** The panel that is open. */
  panel: 'schedule' | 'edit' | undefined;
  /** The label that was chosen: Schedule Processes, or Run Processes. */
  processes: 'schedule' | 'run';
}

/** The view, and the address of another one. */
export function useView(): { view: View; addressOf: (changes: Partial<View>) => string; show: Show } {
  const { query } = useLocation();
  const go = useGo();
  const { params } = useRoute();
  const view: View = {
    site: params.site ?? '',
    timeframe: TIMEFRAMES.find((one) => one === query.timeframe) ?? 'month',
    date: isDate(query.date) ? query.date : undefined,
    isGrid: query.view === 'grid',
    onlyScheduled: query.only === 'scheduled',
    selected: params.schedule,
    panel: query.panel === 'schedule' || query.panel === 'edit' ? query.panel : undefined,
    processes: query.processes === 'run' ? 'run' : 'schedule',
  };
  const addressOf = (changes: Partial<View>) => writeAddress({ ...view, ...changes });
  return { view, addressOf, show: (changes) => go(addressOf(changes), true) };
}

/** Shows another view in the place of this one, unless it was left meanwhile: the page stays where it is scrolled to. */
export type Show = (changes: Partial<View>) => void;

function writeAddress({ site, selected, ...view }: View): string {
  const query = new URLSearchParams();
  if (view.timeframe !== 'month') query.set('timeframe', view.timeframe);
  if (view.date !== undefined) query.set('date', view.date);
  if (view.isGrid) query.set('view', 'grid');
  if (view.onlyScheduled) query.set('only', 'scheduled');
  if (view.panel !== undefined) query.set('panel', view.panel);
  if (view.processes === 'run') query.set('processes', 'run');
  const path = ['/sites', site, 'schedules', ...(selected === undefined ? [] : [selected])];
  const text = query.toString();
  return path.map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/') + (text && `?${text}`);
}

function isDate(text: string | undefined): text is string {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));
}
