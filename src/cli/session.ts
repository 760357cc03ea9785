import { readFileSync } from 'node:fs';

import type { Command } from 'commander';

import { createClient, type ApiClient } from '../client/create-client.js';
import { Declined } from './declined.js';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** What a command works with. */
export interface Session {
  api: ApiClient;
  /** Address of the API, without `/api/v1`. */
  url: string;
  token: () => string | undefined;
  terminal: Terminal;
  /** Whether programs read what comes. */
  json: boolean;
  /** The site that is meant. @throws UsageError where none is named anywhere. */
  site: (named?: string) => string;
  /** The site that is named, where one is. */
  siteOrNone: () => string | undefined;
  /** Asks before something is changed, unless that was said already. @throws UsageError in a pipe; Declined. */
  requireYes: (question: string, isSaid: true | undefined) => Promise<void>;
  /** Prints what the API has answered: as it is, or for people. */
  show: (answer: unknown, forPeople: () => readonly string[]) => void;
}

/** What every command may be given. */
export interface GlobalOptions {
  url?: string;
  keyFile?: string;
  site?: string;
  json?: true;
}

/** Where the environment comes in; each option of a command goes before it. */
export interface SessionDefaults {
  url: string;
  apiKey: string | undefined;
  site: string | undefined;
}

/** Gives a command its session, by the options it was given. */
export type OpenSession = (command: Command) => Session;

/** @throws UsageError for an address or a key file that is none. */
export function openSession(command: Command, defaults: SessionDefaults, terminal: Terminal): Session {
  const options = command.optsWithGlobals<GlobalOptions>();
  const url = readUrl(options.url ?? defaults.url);
  const key = options.keyFile === undefined ? defaults.apiKey : readKey(options.keyFile);
  const json = options.json === true;
  const token = () => key;
  const siteOrNone = () => options.site ?? defaults.site;
  return {
    api: createClient({ url, token }),
    url,
    token,
    terminal,
    json,
    siteOrNone,
    site: (named = siteOrNone()) => {
      if (named !== undefined) return named;
      throw new UsageError('Which site? Say --site LIVE, or set INTEGRATOR_SITE.');
    },
    requireYes: async (question, isSaid) => {
      if (isSaid === true) return;
      if (!terminal.isWatched) throw new UsageError(`${question} Nobody is here to answer: say --yes.`);
      if (!(await terminal.confirm(question))) throw new Declined();
    },
    show: (answer, forPeople) => {
      terminal.print(...(json ? [JSON.stringify(answer, null, 2)] : forPeople()));
    },
  };
}

function readUrl(given: string): string {
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href.replace(/\/+$/, '');
  throw new UsageError(`${given} is no address of the API: expected one such as http://127.0.0.1:8080.`);
}

function readKey(file: string): string {
  try {
    const key = readFileSync(file, 'utf8').trim();
    if (key !== '') return key;
  } catch {
    // Said below, as of an empty one.
  }
  throw new UsageError(`--key-file ${file}: expected a file that holds an API key and that can be read.`);
}
