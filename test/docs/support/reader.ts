import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import type { Started } from '../../start/support/started.js';
import { PROJECT } from './pages.js';
import { Shell, type Said } from './shell.js';

/** What the project's folder has that commands of the pages go by. */
const PARTS = ['package.json', 'dist', 'examples', 'node_modules'];

/** Somebody who does what a page says, beside a service that `npm start` has started. */
export class Reader {
  private readonly shell: Shell;

  /** @param folder an empty one, which becomes the project's folder as the reader sees it. */
  constructor(
    private readonly folder: string,
    private readonly started: Started,
  ) {
    for (const part of PARTS) symlinkSync(join(PROJECT, part), join(folder, part));
    // As `npm link` has it.
    mkdirSync(join(folder, 'bin'));
    symlinkSync(join(PROJECT, 'dist/cli/index.js'), join(folder, 'bin/integrator'));
    const { PATH = '' } = process.env;
    this.shell = new Shell({
      cwd: folder,
      env: {
        PATH: [join(folder, 'bin'), dirname(process.execPath), PATH].join(delimiter),
        HOME: homedir(),
        TZ: 'UTC',
        INTEGRATOR_DATA: started.data,
        INTEGRATOR_URL: new URL(started.address('API')).origin,
      },
    });
  }

  write(name: string, content: string): void {
    writeFileSync(join(this.folder, name), content);
  }

  /** Enters a command. The pages have the ports of an `npm start`; this one has others, which nobody is to see. */
  async enter(command: string): Promise<Said> {
    const { code, output } = await this.shell.run(this.translate(command, (page, real) => [page, real]));
    return { code, output: this.translate(output, (page, real) => [real, page]) };
  }

  end(): Promise<void> {
    return this.shell.end();
  }

  private translate(text: string, order: (page: string, real: string) => [from: string, to: string]): string {
    const hosts = [
      ['127.0.0.1:8080', new URL(this.started.address('API')).host],
      ['127.0.0.1:8233', new URL(this.started.address('Temporal Web UI')).host],
    ] as const;
    return hosts.reduce((now, [page, real]) => now.replaceAll(...order(page, real)), text);
  }
}
