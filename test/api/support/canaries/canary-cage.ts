import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createCanary, type Canary } from './canary.js';

/** Canaries, and where a worker finds them. */
export class CanaryCage {
  readonly canaries: Canary[] = [];
  /** Of the worker. */
  readonly environment: Record<string, string> = {};

  /** @param folder for secrets that are files. */
  constructor(private readonly folder: string) {}

  /** A new password or token. */
  create(name: string): Canary {
    return this.keep(createCanary(name));
  }

  keep(canary: Canary): Canary {
    this.canaries.push(canary);
    return canary;
  }

  /** A reference to a secret in the environment. @param secret which holds the canary; the canary itself where absent. */
  inEnvironment({ secret: itself }: Canary, secret = itself): string {
    const name = `CANARY_${Object.keys(this.environment).length}`;
    this.environment[name] = secret;
    return `env:${name}`;
  }

  /** A reference to a secret in a file. */
  inFile({ name, secret }: Canary): string {
    const path = join(this.folder, name);
    writeFileSync(path, secret);
    return `file:${path}`;
  }
}
