import fs, { type FileHandle } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

import { Context } from '@temporalio/activity';

/** Calls of node:fs/promises that change a folder, or open a file. */
const CALLS = ['open', 'link', 'mkdir', 'rename', 'rm', 'rmdir', 'unlink'] as const;
/** Those that write an open file. */
const WRITES = ['writeFile', 'sync'] as const;

/** A moment in what a run does with files. */
export interface DiskMoment {
  /** `read`: the next piece of a file that is read. */
  call: (typeof CALLS)[number] | (typeof WRITES)[number] | 'read';
  /** Matches the path, of a file that gets a name the one it had before; that of an open file for the last three. */
  path: RegExp;
  /** The id of the run whose step it is. */
  of: string;
  /** Which of those that match, from 1; the first where absent. */
  nth?: number | undefined;
  /** `sent`: it is asked for and not done. `answered`: it is done, and who asked does not know. */
  at: 'sent' | 'answered';
}

interface Rule {
  moment: DiskMoment;
  missing: number;
  until: Promise<void>;
  reached: () => void;
}

type Work<Result> = () => Promise<Result>;

/** Makes the files of the worker in this process slow: what a step of a run does with them waits where a test wants it. */
export class SlowDisk {
  private readonly original = { ...fs };
  private readonly rules: Rule[] = [];

  /** From now on files are reached through it. */
  static install(): SlowDisk {
    const disk = new SlowDisk();
    for (const call of CALLS) {
      const original = disk.original[call] as (path: unknown, ...rest: unknown[]) => Promise<unknown>;
      const slow = async (path: unknown, ...rest: unknown[]): Promise<unknown> => {
        const result = await disk.pass(call, String(path), () => original(path, ...rest));
        return call === 'open' ? disk.slowDown(result as FileHandle, String(path)) : result;
      };
      Object.assign(fs, { [call]: slow });
    }
    syncBuiltinESMExports();
    return disk;
  }

  /** As it was. */
  remove(): void {
    Object.assign(fs, this.original);
    syncBuiltinESMExports();
  }

  /** Holds the run at the moment, once, until the promise is kept. Resolves when it has come to that. */
  async hold(moment: DiskMoment, until: Promise<void>): Promise<void> {
    await new Promise<void>((reached) => this.rules.push({ moment, missing: moment.nth ?? 1, until, reached }));
  }

  private slowDown(file: FileHandle, path: string): FileHandle {
    for (const call of WRITES) {
      const original = file[call].bind(file) as (...given: unknown[]) => Promise<unknown>;
      Object.assign(file, { [call]: (...given: unknown[]) => this.pass(call, path, () => original(...given)) });
    }
    const read = file.createReadStream.bind(file);
    const createReadStream = (options: Parameters<typeof read>[0]) => this.slowlyRead(read(options), path);
    return Object.assign(file, { createReadStream });
  }

  private async *slowlyRead(content: AsyncIterable<Buffer>, path: string): AsyncGenerator<Buffer> {
    for await (const chunk of content) yield await this.pass('read', path, () => Promise.resolve(chunk));
  }

  private async pass<Result>(call: DiskMoment['call'], path: string, work: Work<Result>): Promise<Result> {
    const rule = this.findRule(call, path);
    if (rule?.moment.at === 'sent') await hold(rule);
    const result = await work();
    if (rule?.moment.at === 'answered') await hold(rule);
    return result;
  }

  private findRule(call: DiskMoment['call'], path: string): Rule | undefined {
    const workflow = workflowOfStep();
    const rule = this.rules.find(
      ({ moment }) => moment.call === call && moment.path.test(path) && workflow === `run/${moment.of}`,
    );
    if (rule === undefined || --rule.missing > 0) return undefined;
    this.rules.splice(this.rules.indexOf(rule), 1);
    return rule;
  }
}

async function hold({ reached, until }: Rule): Promise<void> {
  reached();
  await until;
}

/** The workflow whose step is under way here; undefined outside of a step. */
function workflowOfStep(): string | undefined {
  try {
    return Context.current().info.workflowExecution?.workflowId;
  } catch {
    return undefined;
  }
}
