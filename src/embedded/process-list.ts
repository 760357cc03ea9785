import { readFileSync } from 'node:fs';
import { endProcess } from './end-process.js';
import { identifyProcess, isRunning, type ProcessIdentity } from './process-identity.js';
import type { Report } from './report.js';
import { ENDING_SIGNALS, type ServerKind } from './server-kind.js';
import { writeFileAtomically } from './write-file-atomically.js';

type Written = Partial<Record<ServerKind, ProcessIdentity>>;

/**
 * The processes a start has written down in the file at `path`, so that the next start knows what a `kill -9` left
 * running. Only the owner of the folder's lock may use it.
 */
export class ProcessList {
  constructor(
    private readonly path: string,
    private readonly report: Report,
  ) {}

  /** Synchronous: between a child's birth and this there is no moment at which we can be killed for nothing. */
  record(name: ServerKind, pid: number): void {
    const identity = identifyProcess(pid);
    if (identity !== undefined) this.write({ ...this.read(), [name]: identity });
  }

  forget(name: ServerKind): void {
    const { [name]: gone, ...others } = this.read();
    if (gone !== undefined) this.write(others);
  }

  async endAll(): Promise<void> {
    await Promise.all(
      Object.entries(this.read()).map(async ([name, identity]) => {
        const kind = name as ServerKind;
        if (isRunning(identity)) {
          await endProcess(identity, ENDING_SIGNALS[kind]);
          this.report(`Ended ${kind} (process ${identity.pid}), left over from an earlier start`);
        }
        this.forget(kind);
      }),
    );
  }

  private read(): Written {
    try {
      const written = JSON.parse(readFileSync(this.path, 'utf8')) as Record<string, Partial<ProcessIdentity>>;
      const known = Object.entries(written).filter(([name, { pid, started }]) => {
        return name in ENDING_SIGNALS && typeof pid === 'number' && typeof started === 'string';
      });
      return Object.fromEntries(known);
    } catch {
      // None yet; the file is renamed into place complete.
      return {};
    }
  }

  private write(written: Written): void {
    writeFileAtomically(this.path, JSON.stringify(written, null, 2) + '\n');
  }
}
