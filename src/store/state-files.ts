import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A state that is being written; nobody reads it before it is kept. */
export interface NewState {
  /** Adds lines. */
  write(lines: readonly string[]): Promise<void>;
  /** Keeps it, under its name. */
  keep(): Promise<void>;
  /** Forgets it, unless it was kept. */
  forget(): Promise<void>;
}

/** A task whose records are sent. */
export interface Task {
  site: string;
  integration: string;
}

/**
 * Which records of a task were acknowledged: a file with a line for each, its key and hash, in the order of the keys.
 * Each run makes one of its own, and a row of the control database says which one counts (sent-states.ts).
 */
export class StateFiles {
  constructor(private readonly folder: string) {}

  /** Begins a state. Lines are of one byte a character (latin1). */
  async create(task: Task, name: string): Promise<NewState> {
    const path = this.pathOf(task, name);
    const part = `${path}.${randomUUID()}.part`;
    await mkdir(this.folderOf(task), { recursive: true });
    const file = await open(part, 'wx', 0o600);
    return {
      write: async (lines) => {
        if (lines.length > 0) await file.writeFile(Buffer.from(`${lines.join('\n')}\n`, 'latin1'));
      },
      keep: async () => {
        await file.sync();
        await file.close();
        await rename(part, path);
      },
      forget: async () => {
        await file.close().catch(() => undefined);
        await rm(part, { force: true });
      },
    };
  }

  /** In pieces that are gone before they are old: larger ones pile up until the whole file is in memory. */
  read(task: Task, name: string): AsyncIterable<Buffer> {
    return lazily(() => createReadStream(this.pathOf(task, name), { highWaterMark: 64 * 1024 }));
  }

  async has(task: Task, name: string): Promise<boolean> {
    return stat(this.pathOf(task, name)).then(
      () => true,
      () => false,
    );
  }

  /** Gives a state that was kept another name; done again, it changes nothing. */
  async rename(task: Task, from: string, to: string): Promise<void> {
    if (await this.has(task, from)) await rename(this.pathOf(task, from), this.pathOf(task, to));
  }

  async forget(task: Task, name: string): Promise<void> {
    await rm(this.pathOf(task, name), { force: true });
  }

  /** Forgets what a run has made on the way to its state; never what a later run has, which may be under way already. */
  async forgetDrafts(task: Task, run: string): Promise<void> {
    const names = await readdir(this.folderOf(task)).catch(() => []);
    for (const name of names) if (name.startsWith(`${run}.`)) await this.forget(task, name);
  }

  private folderOf({ site, integration }: Task): string {
    return join(this.folder, encodeURIComponent(site), encodeURIComponent(integration));
  }

  private pathOf(task: Task, name: string): string {
    return join(this.folderOf(task), name);
  }
}

/** Opens what it reads when somebody reads it. */
async function* lazily(open: () => AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield* open();
}
