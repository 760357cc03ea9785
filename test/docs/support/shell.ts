import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** How a command ended, with what it said on stdout and on stderr. */
export interface Said {
  code: number;
  output: string;
}

/** A bash in which commands are entered one after the other: what one has set, the next one finds. */
export class Shell {
  private readonly bash: ChildProcessByStdio<Writable, Readable, null>;
  private readonly ended: Promise<unknown>;
  private readonly changed = new EventEmitter();
  private heard = '';
  private lastCode = 0;

  constructor(options: { cwd: string; env: Record<string, string> }) {
    // A process group of its own, so that nothing of it is left.
    this.bash = spawn('bash', ['--noprofile', '--norc'], {
      ...options,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.bash.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.heard += text;
      this.changed.emit('more');
    });
    this.ended = once(this.bash, 'close').then(() => this.changed.emit('more'));
    this.bash.stdin.write('exec 2>&1\n');
  }

  async run(command: string): Promise<Said> {
    const end = randomUUID();
    // `$?` is that of the command before, and what reads stdin does not read the commands to come.
    this.bash.stdin.write(`(exit ${this.lastCode})\n{ ${command}\n} < /dev/null\nprintf '\\n%s %d\\n' ${end} $?\n`);
    const ended = new RegExp(`\\n${end} (\\d+)\\n`);
    for (;;) {
      const match = ended.exec(this.heard);
      if (match !== null) {
        const output = this.heard.slice(0, match.index);
        this.heard = this.heard.slice(match.index + match[0].length);
        this.lastCode = Number(match[1]);
        return { code: this.lastCode, output };
      }
      if (this.bash.exitCode !== null) throw new Error(`The shell has ended at: ${command}\n${this.heard}`);
      await once(this.changed, 'more');
    }
  }

  async end(): Promise<void> {
    if (this.bash.exitCode === null) process.kill(-this.bash.pid!, 'SIGKILL');
    await this.ended;
  }
}
