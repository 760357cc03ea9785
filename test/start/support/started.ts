import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import pg from 'pg';

import { HttpClient } from '../../support/http-client.js';

/** `npm start` runs in the project's folder. */
const PROJECT = join(import.meta.dirname, '../../..');

/** What `npm start` runs once it has built. */
export const ENTRY = join(PROJECT, 'dist/start.js');

export interface StartOptions {
  /** More variables. Its ports are free ones unless they are here; undefined leaves one to its default. */
  env?: Record<string, string | undefined>;
  /** The user to run as, when we are root. */
  uid?: number;
}

/** An `npm start` as a process of its own, seen as a user sees it. */
export class Started {
  /** All it has said so far, on stdout and stderr. */
  output = '';
  private readonly child: ChildProcessByStdio<null, Readable, Readable>;
  private readonly said = new EventEmitter();
  private readonly ended: Promise<number | string>;

  constructor(
    readonly data: string,
    { env = {}, uid }: StartOptions = {},
  ) {
    const { PATH = '', XDG_CACHE_HOME = join(homedir(), '.cache') } = process.env;
    const ports = { INTEGRATOR_PORT: '0', INTEGRATOR_TEMPORAL_PORT: '0', INTEGRATOR_TEMPORAL_UI_PORT: '0' };
    this.child = spawn(process.execPath, ['--enable-source-maps', ENTRY], {
      cwd: PROJECT,
      // Nothing more of ours is passed on: it could make it use another Temporal or PostgreSQL.
      env: { PATH, HOME: homedir(), XDG_CACHE_HOME, INTEGRATOR_DATA: data, ...ports, ...env },
      // A process group of its own, as a shell gives to what is started in a terminal.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        this.said.emit('more');
      });
    }
    this.ended = once(this.child, 'close').then(([code, signal]) => {
      this.said.emit('more');
      return (code ?? signal) as number | string;
    });
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Waits until it says so. Throws, with what it said instead, where it ends before. */
  async says(expected: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = expected.exec(this.output);
      if (match !== null) return match;
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`It ended (${await this.ended}) without ${expected.source}:\n${this.output}`);
      }
      await once(this.said, 'more');
    }
  }

  /** Waits until everything is up. */
  async isUp(): Promise<this> {
    await this.says(/Ctrl-C stops everything in order/);
    return this;
  }

  /** Ctrl-C in its terminal. */
  interrupt(): void {
    process.kill(-this.pid, 'SIGINT');
  }

  /** `kill -9` of it alone. */
  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }

  /** Waits until it ends; answers its exit code, or the signal. */
  exit(): Promise<number | string> {
    return this.ended;
  }

  /** The numbers of its servers' processes, by their names, as it has written them down by now. */
  servers(): Record<string, number> {
    const list = readFileSync(join(this.data, 'processes.json'), 'utf8');
    const written = Object.entries(JSON.parse(list) as Record<string, { pid: number }>);
    return Object.fromEntries(written.map(([name, { pid }]) => [name, pid]));
  }

  /** What it printed behind these words: `  Rejects   http://…`. */
  address(words: string): string {
    return new RegExp(`^ *${words} +(http://\\S+)`, 'm').exec(this.output)?.[1] ?? '';
  }

  /** Speaks to its API. */
  get http(): HttpClient {
    return new HttpClient(this.address('API').replace(/\/sites$/, ''));
  }

  /** How many records the example's target holds, asked of its PostgreSQL. */
  async employees(): Promise<number> {
    const port = /PostgreSQL is ready on 127\.0\.0\.1:(\d+)/.exec(this.output)?.[1] ?? '';
    const password = readFileSync(join(this.data, 'postgres-password'), 'utf8').trim();
    const client = new pg.Client({ connectionString: `postgres://postgres:${password}@127.0.0.1:${port}/hr` });
    await client.connect();
    try {
      const { rows } = await client.query<{ count: number }>('select count(*)::int as count from employee');
      return rows[0]!.count;
    } finally {
      await client.end();
    }
  }
}
