import '../../styles/schedules.css';
import { useMay } from '../../shell/caller.js';
import { useShell } from '../../shell/shell-data.js';
import type { Api } from '../../api.js';
import { ProblemNote } from '../../parts/problem-note.js';
import { EditPanel } from './edit-panel.js';
import { Processes } from './processes.js';
import { ScheduleList } from './schedule-list.js';
import { SchedulePanel } from './schedule-panel.js';
import { SelectedSchedule } from './selected-schedule.js';
import { SiteCalendar } from './site-calendar.js';
import { useNow } from './use-now.js';
import { useSchedule } from './use-schedule.js';
import { useView } from './use-view.js';
import { dateIn } from '../../parts/zone-time.js';

/** Schedules of a site: the calendar of what ran and will run, and what is done with schedules. */
export function SchedulesPage() {
  const { site } = useShell();
  if (site.data === undefined) return <ProblemNote problem={site.problem} onRetry={site.refresh} />;
  return <Schedules site={site.data} />;
}

function Schedules({ site }: { site: Api['Site'] }) {
  const { view, addressOf, show } = useView();
  const may = useMay('operator', site.site);
  const today = dateIn(useNow(), site.timeZone);
  const schedule = useSchedule(site.site, view.selected);
  const closePanel = () => show({ panel: undefined });
  return (
    <>
      <div class="row apart">
        <h1>{view.onlyScheduled ? 'Scheduled Integration Requests' : 'Scheduled and past runs'}</h1>
        <Processes view={view} addressOf={addressOf} may={may} show={show} />
      </div>
      {site.integrator !== 'Running' && (
        <p class="note warning">
          Site {site.site} is {site.integrator}: nothing that is scheduled runs until it is started.
        </p>
      )}
      <div class={`schedules-page${view.selected === undefined ? '' : ' selecting'}`}>
        <SiteCalendar view={view} timeZone={site.timeZone} today={today} may={may} addressOf={addressOf} show={show} />
        <aside>
          {view.selected === undefined ? (
            <ScheduleList site={site.site} may={may} addressOf={addressOf} />
          ) : (
            <SelectedSchedule site={site.site} name={view.selected} schedule={schedule} may={may} show={show} />
          )}
        </aside>
      </div>
      {view.panel === 'schedule' && may && <SchedulePanel site={site} today={today} onClose={closePanel} />}
      {view.panel === 'edit' && may && schedule.data !== undefined && (
        <EditPanel site={site} schedule={schedule.data} onSaved={schedule.refresh} onClose={closePanel} />
      )}
    </>
  );
}
