import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { databaseUrl, embeddedSettings, hasTemporalAddress, temporalSettings } from './config.js';
import type { DataFolder } from './embedded/data-folder.js';
import type { EmbeddedError } from './embedded/embedded-error.js';
import { findTemporal } from './embedded/find-temporal.js';
import { choosePort } from './embedded/ports.js';
import { startPostgres } from './embedded/postgres.js';
import type { Report } from './embedded/report.js';
import { startTemporal } from './embedded/temporal.js';
import { SEARCH_ATTRIBUTES } from './workflows/search-attributes.js';

/** Where in the data folder the connection URL of the example's database is noted; it has the password. */
export const HR_URL_FILE = 'hr-url';

/** Where in the data folder the connection URL of the control database is noted, for the entry `api-key`. */
export const CONTROL_URL_FILE = 'control-url';

/** The control database as it is reached, started here or elsewhere. */
export interface LocalDatabase {
  url: string;
  /** The connection URL of the example's HR database, where there is one. */
  hrUrl?: string;
  stop(): Promise<void>;
  /** Resolves when a server that was started here died. */
  died: Promise<EmbeddedError>;
}

/** Temporal as it is reached, started here or elsewhere. */
export interface LocalTemporal {
  connectionOptions: ReturnType<typeof temporalSettings>['connectionOptions'];
  namespace: string;
  webUi: string | undefined;
  stop(): Promise<void>;
  died: Promise<EmbeddedError>;
}

const ELSEWHERE = { stop: () => Promise.resolve(), died: new Promise<never>(() => undefined) };

/** The control database that is configured, or one of our own in the data folder. */
export async function openLocalDatabase(folder: DataFolder, report: Report): Promise<LocalDatabase> {
  const configured = databaseUrl();
  if (configured !== undefined) {
    report('Using the control database of INTEGRATOR_DATABASE_URL');
    return { url: configured, ...ELSEWHERE };
  }
  const port = await choosePort({ ...embeddedSettings().postgres, report });
  const postgres = await startPostgres({ folder, port, report });
  try {
    await postgres.createDatabase('integrator');
    await postgres.createDatabase('hr');
    await writeFile(join(folder.path, HR_URL_FILE), postgres.url('hr'), { mode: 0o600 });
    await writeFile(join(folder.path, CONTROL_URL_FILE), postgres.url('integrator'), { mode: 0o600 });
  } catch (error) {
    // Nobody else knows of it yet.
    await postgres.stop();
    throw error;
  }
  return { url: postgres.url('integrator'), hrUrl: postgres.url('hr'), stop: postgres.stop, died: postgres.died };
}

/**
 * The Temporal server that is configured, or a dev server of our own with its Web UI. `signal` ends the search for one,
 * which can take minutes.
 */
export async function openLocalTemporal(
  folder: DataFolder,
  report: Report,
  signal: AbortSignal,
): Promise<LocalTemporal> {
  const configured = temporalSettings();
  if (hasTemporalAddress()) {
    report(`Using Temporal at ${configured.connectionOptions.address ?? 'TEMPORAL_ADDRESS'}`);
    return { ...configured, ...ELSEWHERE };
  }
  const settings = embeddedSettings();
  const { path, cacheFolder, environment: env } = settings;
  const executable = await findTemporal({ path, cacheFolder, env, report, signal });
  const temporal = await startTemporal({
    folder,
    executable,
    port: await choosePort({ ...settings.temporal, report }),
    uiPort: await choosePort({ ...settings.webUi, report }),
    namespace: configured.namespace,
    searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, 'Keyword' as const])),
    report,
  });
  return {
    connectionOptions: { address: temporal.address },
    namespace: configured.namespace,
    webUi: temporal.uiUrl,
    stop: temporal.stop,
    died: temporal.died,
  };
}
