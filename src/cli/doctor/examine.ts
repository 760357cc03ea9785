import { ApiProblem } from '../../client/api-problem.js';
import { answerOf, requireAnswer } from '../../client/create-client.js';
import type { Session } from '../session.js';

/** What was looked at, and what is to be done where it is not as it should be. */
export interface Finding {
  ok: boolean;
  what: string;
  detail: string;
}

/** How far the clocks may be apart, in milliseconds: the API tells its time to the second. */
const SKEW_AT_MOST = 5000;
/** How long the Web UI may take to answer, in milliseconds. */
const ANSWER_WITHIN = 5000;

/** Looks at everything a command needs, from the outside in; what hangs on something that is down is not looked at. */
export async function* examine(session: Session): AsyncGenerator<Finding> {
  const { url } = session;
  const api = await look('API', `answers at ${url}`, () => ask(`${url}/livez`));
  if (!api.ok) {
    const detail = `${api.detail} Start it (npm start), or say where it is: --url, or INTEGRATOR_URL.`;
    yield { ...api, detail };
    return;
  }
  yield api;
  yield await lookAtClocks(url);
  yield* lookAtParts(url);
  const caller = await lookAtCaller(session);
  yield caller;
  if (caller.ok) yield* lookAtSites(session);
}

async function look(what: string, fine: string, work: () => Promise<unknown>): Promise<Finding> {
  try {
    await work();
    return { ok: true, what, detail: fine };
  } catch (error) {
    return { ok: false, what, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function ask(address: string): Promise<Response> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(ANSWER_WITHIN) });
    await requireAnswer(response);
    return response;
  } catch (error) {
    if (error instanceof ApiProblem) throw error;
    throw new Error(`nobody answers at ${address}.`, { cause: error });
  }
}

async function lookAtClocks(url: string): Promise<Finding> {
  const what = 'Clocks';
  const sent = Date.now();
  const date = (await ask(`${url}/livez`)).headers.get('date');
  if (date === null) return { ok: true, what, detail: 'the API does not tell its time' };
  const apart = Date.parse(date) - (sent + Date.now()) / 2;
  if (Math.abs(apart) <= SKEW_AT_MOST) return { ok: true, what, detail: "this machine's and the API's agree" };
  const which = apart > 0 ? 'ahead of' : 'behind';
  const detail = `the API's is ${Math.round(Math.abs(apart) / 1000)} s ${which} this machine's. Set both by NTP: schedules go by the API's.`;
  return { ok: false, what, detail };
}

async function* lookAtParts(url: string): AsyncGenerator<Finding> {
  const response = await fetch(`${url}/readyz`);
  const { parts } = (await response.json()) as { parts: Record<string, { status: string; detail?: string }> };
  for (const [name, { status, detail = 'is down' }] of Object.entries(parts)) {
    yield { ok: status === 'up', what: `Part ${name}`, detail: status === 'up' ? 'is up' : detail };
  }
}

async function lookAtCaller({ api, token }: Session): Promise<Finding> {
  const what = 'Key';
  try {
    const { name, authentication, grants } = await answerOf(api.GET('/api/v1/caller'));
    if (authentication === 'none')
      return { ok: true, what, detail: 'the API asks for none: everybody may do everything' };
    const roles = grants.map(({ role, sites }) => `${role} of ${sites === 'all' ? 'all sites' : sites.join(', ')}`);
    return { ok: true, what, detail: `you are ${name}: ${roles.join('; ')}` };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    const mend = token() === undefined ? ' Set INTEGRATOR_API_KEY, or say --key-file.' : '';
    return { ok: false, what, detail: error.message + mend };
  }
}

async function* lookAtSites(session: Session): AsyncGenerator<Finding> {
  const { items } = await answerOf(session.api.GET('/api/v1/sites'));
  const named = session.siteOrNone();
  const sites = named === undefined ? items.map(({ site }) => site) : [named];
  if (sites.length === 0) yield { ok: true, what: 'Sites', detail: 'none yet: integrator apply -f site.yaml' };
  for (const site of sites) yield* lookAtSite(session, site);
}

async function* lookAtSite({ api }: Session, site: string): AsyncGenerator<Finding> {
  const what = `Site ${site}`;
  try {
    const found = await answerOf(api.GET('/api/v1/sites/{site}', { params: { path: { site } } }));
    yield { ok: true, what, detail: `its Integrator is ${found.integrator}` };
    yield* lookAtWebUi(api, site);
    for (const connection of Object.keys(found.connections)) yield await lookAtConnection(api, site, connection);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    yield { ok: false, what, detail: error.message };
  }
}

async function lookAtConnection(api: Session['api'], site: string, connection: string): Promise<Finding> {
  const what = `Connection ${connection} of ${site}`;
  try {
    const params = { path: { site, connection } };
    const check = await answerOf(api.GET('/api/v1/sites/{site}/connections/{connection}/check', { params }));
    return { ok: check.established, what, detail: check.problem ?? 'established' };
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return { ok: false, what, detail: error.message };
  }
}

/** Where it is, only runs tell. */
async function* lookAtWebUi(api: Session['api'], site: string): AsyncGenerator<Finding> {
  const params = { path: { site }, query: { limit: 1 } };
  const { items } = await answerOf(api.GET('/api/v1/sites/{site}/runs', { params }));
  const url = items[0]?.temporal.url;
  if (url === undefined) return;
  const { origin } = new URL(url);
  const finding = await look('Temporal Web UI', `answers at ${origin}`, () => ask(origin));
  yield finding.ok ? finding : { ...finding, detail: `${finding.detail} Runs go on without it.` };
}
