/**
 * What the environment tells the command line. It stands apart from config.ts, and beside it is the only one that reads
 * the environment: what config.ts needs for the service would make each command wait for libraries it never uses.
 */
const environment = process.env;

/** Where the API is and who asks, unless the command says otherwise. */
export interface CliSettings {
  /** Address of the API, without `/api/v1`. */
  url: string;
  apiKey: string | undefined;
  /** The site that is meant where none is named. */
  site: string | undefined;
}

export function cliSettings(): CliSettings {
  return {
    url: given('INTEGRATOR_URL') ?? 'http://127.0.0.1:8080',
    apiKey: given('INTEGRATOR_API_KEY'),
    site: given('INTEGRATOR_SITE'),
  };
}

function given(name: string): string | undefined {
  return environment[name] === '' ? undefined : environment[name];
}
