import type { Request } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** The address a request comes from; of IPv6 the network, as one machine has many addresses there. */
export function addressOf({ ip = '' }: Request): string {
  return `address ${ipKeyGenerator(ip)}`;
}
