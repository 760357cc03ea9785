import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import type { Defect } from './defect.js';

const PROJECT = join(import.meta.dirname, '../..');

/** What a test does not look at, or what is too large to copy. */
const LEFT_OUT = new Set(['node_modules', '.git', '.integrator', 'coverage']);

const run = promisify(execFile);

/** A copy of the project in a temporary folder, where it may be spoiled. */
export class ProjectCopy {
  private constructor(readonly path: string) {}

  static async create(): Promise<ProjectCopy> {
    const copy = new ProjectCopy(await mkdtemp(join(tmpdir(), 'temporal-integrator-defects-')));
    // What stands beside the sources in dist is up to date by its times.
    const filter = (path: string) => !LEFT_OUT.has(relative(PROJECT, path));
    await cp(PROJECT, copy.path, { recursive: true, preserveTimestamps: true, filter });
    await symlink(join(PROJECT, 'node_modules'), join(copy.path, 'node_modules'));
    return copy;
  }

  async build(): Promise<void> {
    await run('npm', ['run', '--silent', 'build'], { cwd: this.path });
  }

  /** Does something while the product has the defect. @throws Error when its place is not there, or not alone. */
  async having<Result>({ name, source, find, replace, build }: Defect, work: () => Promise<Result>): Promise<Result> {
    const path = join(this.path, source);
    const sound = await readFile(path, 'utf8');
    const places = sound.split(find).length - 1;
    if (places !== 1) throw new Error(`"${name}": ${source} has ${places} places of: ${find} (expected 1).`);
    // A function, as a text would have its dollar signs read.
    await writeFile(
      path,
      sound.replace(find, () => replace),
    );
    try {
      if (build === true) await this.build();
      return await work();
    } finally {
      await writeFile(path, sound);
      if (build === true) await this.build();
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
