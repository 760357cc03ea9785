import { setTimeout as delay } from 'node:timers/promises';

/** A process that is up. */
export interface RunningPart {
  readonly pid: number;
  /** Resolves when it has ended, unless by `stop`. */
  readonly ended: Promise<unknown>;
  /** Ends it in order. */
  stop(): Promise<void>;
}

/** How long a part may take until it is up, with the times it ends before that, in milliseconds. */
const PATIENCE = 90_000;

/** The pause before a part that ended is started again, in milliseconds. */
const PAUSE = 500;

/** A part of the topology over all its lives: it is started again when it ends and nobody asked for that. */
export class ClusterPart {
  /** How often it ended by itself. */
  restarts = 0;
  private running: RunningPart | undefined;
  private starting: Promise<void> | undefined;
  private wanted = false;

  constructor(
    private readonly name: string,
    /** Resolves when it is up; rejects, with its last words, where it ends before. Ends it when the signal aborts. */
    private readonly launch: (signal: AbortSignal) => Promise<RunningPart>,
    private readonly report: (line: string) => void,
  ) {}

  private abort = new AbortController();

  /** Of its process; undefined while it is away. */
  get pid(): number | undefined {
    return this.running?.pid;
  }

  /** Done at once where it is up; else waits until it is. */
  async start(): Promise<void> {
    this.wanted = true;
    if (this.running !== undefined) return;
    this.starting ??= this.bringUp().finally(() => (this.starting = undefined));
    await this.starting;
  }

  send(signal: NodeJS.Signals): void {
    if (this.running !== undefined) process.kill(this.running.pid, signal);
  }

  /** Sends the signal and waits until it is gone; it stays away. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const running = await this.giveUp();
    if (running === undefined) return;
    process.kill(running.pid, signal);
    await running.ended;
  }

  /** Ends it in order; it stays away. */
  async stop(): Promise<void> {
    await (await this.giveUp())?.stop();
  }

  /** From now on it stays away: one that is not up yet is ended. Answers the one that is up. */
  private async giveUp(): Promise<RunningPart | undefined> {
    this.wanted = false;
    this.abort.abort();
    await this.starting?.catch(() => undefined);
    const { running } = this;
    this.running = undefined;
    return running;
  }

  private async bringUp(): Promise<void> {
    this.abort = new AbortController();
    const { signal } = this.abort;
    for (const deadline = Date.now() + PATIENCE; ;) {
      try {
        this.watch(await this.launch(signal));
        return;
      } catch (error) {
        if (signal.aborted || Date.now() > deadline) throw error;
        this.report(`${this.name} did not come up, and is tried again`);
      }
      await delay(PAUSE, undefined, { signal });
    }
  }

  private watch(running: RunningPart): void {
    this.running = running;
    void running.ended.then(async () => {
      if (this.running !== running) return;
      this.running = undefined;
      if (!this.wanted) return;
      this.restarts++;
      this.report(`${this.name} ended by itself, and is started again`);
      await this.start().catch((error: unknown) => this.report(`${this.name} stays away: ${String(error)}`));
    });
  }
}
