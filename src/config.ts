import { readFileSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';

import { loadClientConnectConfig } from '@temporalio/envconfig';
import ipaddr from 'ipaddr.js';

import { PayloadEncryption } from './codec/payload-encryption.js';
import { readPayloadKeys } from './codec/payload-keys.js';
import { IntegratorError } from './model/errors.js';
import { LOG_LEVELS, type LogLevel } from './observability/log/create-log.js';

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

/** One of the choices; the first where nothing is given. */
function choice<Choice extends string>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
  const given = text(name, choices[0]);
  const chosen = choices.find((one) => one === given);
  if (chosen !== undefined) return chosen;
  throw new IntegratorError('invalid-request', `${name} is ${given}: expected one of ${choices.join(', ')}.`);
}

function count(name: string): number | undefined {
  const given = text(name, '');
  if (given === '') return undefined;
  if (/^[1-9]\d{0,8}$/.test(given)) return Number(given);
  throw new IntegratorError('invalid-request', `${name} is ${given}: expected a number from 1 on.`);
}

/**
 * Where the API listens, and who may use it.
 *
 * @throws IntegratorError `invalid-request`, also where it would be open to everybody who reaches this machine.
 */
export function apiSettings() {
  const host = text('INTEGRATOR_HOST', '127.0.0.1');
  const authentication = authenticationSettings();
  if (authentication.mode === 'none' && !/^(localhost|127(\.\d{1,3}){3}|::1)$/i.test(host)) {
    const message = `INTEGRATOR_HOST is ${host}: others than this machine would reach the API, and could do everything. Set INTEGRATOR_AUTH=required, or INTEGRATOR_HOST=127.0.0.1.`;
    throw new IntegratorError('invalid-request', message);
  }
  return { host, port: portSetting('INTEGRATOR_PORT', 8080), authentication };
}

function authenticationSettings() {
  const mode = choice('INTEGRATOR_AUTH', ['none', 'required']);
  const requestsAMinute = count('INTEGRATOR_RATE_LIMIT') ?? (mode === 'required' ? 6000 : undefined);
  return { mode, oidc: oidcSettings(), requestsAMinute, trustedProxies: networks('INTEGRATOR_TRUSTED_PROXIES') };
}

/** Addresses, networks, and the names Express has for some. */
function networks(name: string): string[] {
  const given = text(name, '')
    .split(/[\s,]+/)
    .filter(Boolean);
  const named = ['loopback', 'linklocal', 'uniquelocal'];
  const wrong = given.find((one) => !named.includes(one) && !ipaddr.isValid(one) && !ipaddr.isValidCIDR(one));
  if (wrong === undefined) return given;
  const message = `${name} has ${wrong}: expected addresses or networks such as 10.0.0.0/8, or ${named.join(', ')}.`;
  throw new IntegratorError('invalid-request', message);
}

function oidcSettings() {
  const [issuer, audience] = [text('INTEGRATOR_OIDC_ISSUER', ''), text('INTEGRATOR_OIDC_AUDIENCE', '')];
  if (issuer === '' && audience === '') return undefined;
  if (issuer === '' || audience === '') {
    const message = 'INTEGRATOR_OIDC_ISSUER and INTEGRATOR_OIDC_AUDIENCE belong together: set both, or none.';
    throw new IntegratorError('invalid-request', message);
  }
  // Keys that come unprotected over a network may be anybody's.
  if (!/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/i.test(issuer)) {
    const message = `INTEGRATOR_OIDC_ISSUER is ${issuer}: expected an address such as https://login.example.com.`;
    throw new IntegratorError('invalid-request', message);
  }
  return { issuer, audience, rolesClaim: text('INTEGRATOR_OIDC_ROLES_CLAIM', 'roles') };
}

/** Where readers of notifications reach the API, from outside; without it they are told no address. */
export function publicUrl(): string | undefined {
  const url = text('INTEGRATOR_PUBLIC_URL', '');
  if (url === '' || (/^https?:/.test(url) && URL.canParse(url))) return url || undefined;
  const message = `INTEGRATOR_PUBLIC_URL is ${url}: expected an address such as https://integrator.example.com.`;
  throw new IntegratorError('invalid-request', message);
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

/** What is logged: everything from this level on. @throws IntegratorError where there is no such level. */
export function logLevel(fallback: LogLevel): LogLevel {
  return choice('INTEGRATOR_LOG_LEVEL', [fallback, ...LOG_LEVELS]);
}

/** Where a process serves what it measures. A worker serves it, and whether it is ready, only where it has a port. */
export function metricsSettings() {
  const host = text('INTEGRATOR_METRICS_HOST', '127.0.0.1');
  const [port, temporalPort] = [
    portSetting('INTEGRATOR_METRICS_PORT', 0),
    portSetting('INTEGRATOR_TEMPORAL_METRICS_PORT', 0),
  ];
  return {
    host,
    port: port.explicit ? port.port : undefined,
    /** `host:port` where Temporal's client serves what it measures by itself. */
    temporalAddress: temporalPort.explicit ? `${host}:${temporalPort.port}` : undefined,
  };
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

/**
 * What encrypts that which is handed to Temporal, where keys are given.
 *
 * @throws IntegratorError `invalid-request`, `secret-not-found`.
 */
export function payloadEncryption(): PayloadEncryption | undefined {
  const keys = text('INTEGRATOR_PAYLOAD_KEYS', '');
  return keys === '' ? undefined : new PayloadEncryption(readPayloadKeys(keys, resolveSecret));
}

/** The version of this worker, where workers are versioned (docs/versions.md). */
export function buildId(): string | undefined {
  return text('INTEGRATOR_BUILD_ID', '') || undefined;
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
 * The secret behind a reference of a definition. What the product itself needs is nobody's to send anywhere: whoever may
 * define a connection of one site would else have all of them.
 *
 * @throws IntegratorError `secret-not-found`.
 */
export function resolveGivenSecret(reference: string): string {
  const name = reference.slice(reference.indexOf(':') + 1);
  const isOfEnvironment = reference.startsWith('env:');
  // What is looked at is what is read, whatever links lead there.
  const path = isOfEnvironment ? undefined : realPath(name);
  const isOwn = path === undefined ? OWN_SETTING.test(name) : isOwnFile(path);
  if (!isOwn) return resolveSecret(path === undefined ? reference : `file:${path}`);
  const message = `The secret ${reference} is one of the Integrator itself, and not for connections. Name another one.`;
  throw new IntegratorError('secret-not-found', message);
}

const OWN_SETTING = /^(INTEGRATOR|TEMPORAL)_/;
/** What the product has in its data folder; folders of connections, and their secrets, may be beside it. */
const OWN_DATA = /^(files|logs|temporal|postgres.*|control.*)$/;

/** Whether one of its settings names the file, it is among its data, or it shows the settings of a process. */
function isOwnFile(path: string): boolean {
  const named = Object.entries(environment).flatMap(([setting, value = '']) =>
    OWN_SETTING.test(setting) ? value.split(/[\s,;=]+|file:/).filter((part) => part !== '') : [],
  );
  const [first = ''] = relative(realPath(dataFolder()), path).split(sep);
  return named.map(realPath).includes(path) || OWN_DATA.test(first) || path.startsWith('/proc/');
}

function realPath(path: string): string {
  try {
    return realpathSync(resolve(path));
  } catch {
    return resolve(path);
  }
}

/**
 * The secret behind a reference: `env:NAME` or `file:/path`.
 *
 * @throws IntegratorError `secret-not-found`.
 */
function resolveSecret(reference: string): string {
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
