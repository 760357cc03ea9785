import type { LookupAddress } from 'node:dns';
import { lookup as systemLookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';

import { buildConnector } from 'undici';

import { forbiddenAddress } from './forbidden-address.js';
import { IntegratorError } from '../../model/errors.js';

/** How connections are made. */
export interface ConnectorOptions {
  allowPrivate: boolean;
  /** How long finding and reaching the host may take, in milliseconds. */
  timeout: number;
  /** Finds the addresses of a host; the system's way where absent. */
  lookup?: LookupFunction | undefined;
}

/**
 * Connects to addresses that may be called, and to no other. It is the address of the connection itself that is judged,
 * at the moment it is made: a name that leads elsewhere the second time it is looked up (DNS rebinding) gains nothing.
 * A name of which one address is forbidden is refused as a whole.
 *
 * Its connections fail with IntegratorError `connection-invalid` for a forbidden address.
 */
export function createGuardedConnector(options: ConnectorOptions): buildConnector.connector {
  const { allowPrivate, timeout, lookup = systemLookup } = options;
  const guardedLookup: LookupFunction = (host, how, callback) => {
    lookup(host, how, (error, found, family) => {
      const refusal = error === null ? refusalOf(host, addressesOf(found), allowPrivate) : null;
      callback(error ?? refusal ?? null, found, family);
    });
  };
  const connect = buildConnector({ timeout, lookup: guardedLookup });
  return (target, callback) => {
    // An address in the place of a name is not looked up.
    const refusal =
      isIP(target.hostname) === 0 ? undefined : refusalOf(target.hostname, [target.hostname], allowPrivate);
    if (refusal === undefined) connect(target, callback);
    else queueMicrotask(() => callback(refusal, null));
  };
}

function addressesOf(found: string | LookupAddress[]): string[] {
  return typeof found === 'string' ? [found] : found.map(({ address }) => address);
}

function refusalOf(host: string, addresses: string[], allowPrivate: boolean): IntegratorError | undefined {
  for (const address of addresses) {
    const reason = forbiddenAddress(address, allowPrivate);
    if (reason === undefined) continue;
    const which = host === address ? `The address ${address}` : `The address ${address}, to which ${host} leads,`;
    const message = `${which} ${reason}. Correct the url of this connection, or set its allowPrivate where the host is meant to be inside.`;
    return new IntegratorError('connection-invalid', message, { address });
  }
  return undefined;
}
