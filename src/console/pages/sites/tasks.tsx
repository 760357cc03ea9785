import type { Api } from '../../api.js';
import { Empty } from '../../parts/empty.js';
import { TaskRow } from './task-row.js';

/** The tasks of a site: each integration as its Integrator sees it. */
export function Tasks({ site, refresh }: { site: Api['Site']; refresh: () => void }) {
  return (
    <section class="card stack" aria-labelledby="tasks">
      <h2 id="tasks">Tasks</h2>
      {site.tasks.length === 0 ? (
        <Empty title="The site has no integrations yet">
          <p>
            <a href={`/sites/${encodeURIComponent(site.site)}/definitions`}>Definitions</a> has New integration; or use{' '}
            <code>npx integrator apply -f site.yaml</code>.
          </p>
        </Empty>
      ) : (
        <table class="tasks" aria-labelledby="tasks">
          <thead>
            <tr>
              <th scope="col">Task</th>
              <th scope="col">Status</th>
              <th scope="col">Last run</th>
              <th scope="col">Next</th>
              <th scope="col">Pending</th>
              <th scope="col">
                <span class="visually-hidden">Send</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {site.tasks.map((task) => (
              <TaskRow key={task.integration} site={site} task={task} refresh={refresh} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
