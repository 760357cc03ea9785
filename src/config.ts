import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

import { loadClientConnectConfig } from '@temporalio/envconfig';

import { IntegratorError } from './model/errors.js';

/** Everything the environment decides. This file is the only one that reads it; each variable is read here, once. */
const environment = process.env;

/** A port an operator may set; `explicit` tells whether he did. */
export interface PortSetting {
  /** The variable's name, for messages. */
  name: string;
  port: number;
  explicit: boolean;
}

function text(name: string, fallback: string): string {
  const given = environment[name];
  return given === undefined || given === '' ? fallback : given;
}

function portSetting(name: string, fallback: number): PortSetting {
  const given = text(name, '');
  const port = given === '' ? fallback : Number(given);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new IntegratorError('invalid-request', `${name} is ${given}: expected a port from 0 to 65535.`);
  }
  return { name, port, explicit: given !== '' };
}

/** Where the API listens. */
export function apiSettings() {
  return { host: text('INTEGRATOR_HOST', '127.0.0.1'), port: portSetting('INTEGRATOR_PORT', 8080) };
}

/** The folder of everything that is kept on this machine, as an absolute path. */
export function dataFolder(): string {
  return resolve(text('INTEGRATOR_DATA', '.integrator'));
}

/** The connection URL of the control database, where one is given; else the embedded one is used. */
export function databaseUrl(): string | undefined {
  return text('INTEGRATOR_DATABASE_URL', '') || undefined;
}

/**
 * The connection URL of the control database, for those who cannot start one.
 *
 * @throws IntegratorError where none is given.
 */
export function requiredDatabaseUrl(): string {
  const url = databaseUrl();
  if (url !== undefined) return url;
  const message =
    'INTEGRATOR_DATABASE_URL is not set: give the control database, such as postgres://user@host/integrator.';
  throw new IntegratorError('service-unavailable', message);
}

/** How Temporal is reached, by `TEMPORAL_ADDRESS`, `TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, TLS and profiles. */
export function temporalSettings() {
  const { connectionOptions, namespace } = loadClientConnectConfig();
  return {
    connectionOptions,
    namespace: namespace ?? 'default',
    webUi: text('INTEGRATOR_TEMPORAL_UI_URL', '') || undefined,
  };
}

/** Whether a Temporal server is given; else the embedded one is used. */
export function hasTemporalAddress(): boolean {
  return text('TEMPORAL_ADDRESS', '') !== '';
}

export function taskQueue(fallback: string): string {
  return text('INTEGRATOR_TASK_QUEUE', fallback);
}

/** What the embedded servers need to know. */
export function embeddedSettings() {
  const temporal = portSetting('INTEGRATOR_TEMPORAL_PORT', 7233);
  const webUi = portSetting('INTEGRATOR_TEMPORAL_UI_PORT', 8233);
  const postgres = portSetting('INTEGRATOR_POSTGRES_PORT', 0);
  const cacheFolder = join(text('XDG_CACHE_HOME', join(homedir(), '.cache')), 'temporal-integrator');
  return { temporal, webUi, postgres, cacheFolder, path: text('PATH', ''), environment };
}

/**
 * The secret behind a reference: `env:NAME` or `file:/path`.
 *
 * @throws IntegratorError `secret-not-found`.
 */
export function resolveSecret(reference: string): string {
  const name = reference.slice(reference.indexOf(':') + 1);
  const secret = reference.startsWith('env:') ? environment[name] : readSecretFile(name);
  if (secret !== undefined && secret !== '') return secret;
  const message = `The secret ${reference} is not there: set it where the worker runs.`;
  throw new IntegratorError('secret-not-found', message);
}

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}
