import type { Socket } from 'node:net';

import { readMessages, type Message } from './postgres-messages.js';

/** A moment in the life of a statement. */
export interface Moment {
  /** Matches its text, behind which stand the values of its parameters. */
  statement: RegExp;
  /** Stands among the values of its parameters, or in the name under which its session has connected. */
  of?: string;
  /** Which of those that match, from 1; the first where absent. */
  nth?: number;
  /**
   * `sent`: the client has sent it, the server does not have it. `forwarded`: the server has it. `answered`: the server
   * has done it, committed and said so, and the client does not have the answer. A number: the server has so many bytes
   * of the data of this COPY and those that follow it in the session.
   */
  at: 'sent' | 'forwarded' | 'answered' | number;
}

/** What a test does at a moment. */
export type Act = (session: ProxiedSession) => void | Promise<void>;

/** An act that waits for its moment. */
export interface Rule {
  moment: Moment;
  /** How many statements that match are still to come, its own included. */
  missing: number;
  act: Act;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** One client's connection through the proxy. */
export class ProxiedSession {
  /** Resolves when it is over on both sides. */
  readonly ended: Promise<void>;
  /** The statement that is under way, or was the last: its text, and behind it the values of its parameters. */
  statement = '';
  private state: 'open' | 'cut' | 'stranded' = 'open';
  private opening = '';
  private query = '';
  /** The rule whose statement is under way. */
  private due: Rule | undefined;
  private copied = 0;
  private held: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly rules: Rule[],
  ) {
    for (const socket of [client, server]) {
      // Messages are passed on one by one; none is to wait for the other side's acknowledgement of the one before.
      socket.setNoDelay(true);
      // What breaks ends the reading; it is told there.
      socket.on('error', () => undefined);
    }
    const pumps = [this.passOn(client, server, 'client'), this.passOn(server, client, 'server')];
    this.ended = Promise.all(pumps).then(() => undefined);
  }

  /** Breaks the connection; both sides notice. */
  cut(): void {
    this.state = 'cut';
    this.client.destroy();
    this.server.destroy();
  }

  /** Breaks the connection and leaves the server without notice, as a computer does that vanishes from the network. */
  strand(): void {
    this.state = 'stranded';
    this.client.destroy();
  }

  /** Lets nothing pass, as a network does that is slow, until the promise is kept. */
  hold(until: Promise<void>): void {
    this.held = until;
  }

  private async passOn(from: Socket, to: Socket, side: 'client' | 'server'): Promise<void> {
    const pass = side === 'client' ? this.fromClient() : this.fromServer();
    await pass.catch(() => undefined);
    if (this.state === 'stranded') from.destroy();
    else if (from.readableEnded) to.end();
    else to.destroy();
  }

  private async fromClient(): Promise<void> {
    for await (const message of readMessages(this.client, 'client')) {
      if (this.state !== 'open') return;
      if (this.begins(message)) {
        this.due = this.findRule();
        if (this.due?.moment.at === 'sent') await this.act();
      }
      await (message.type === 'd' ? this.passCopyData(message.bytes) : this.write(this.server, message.bytes));
      if (this.due?.moment.at === 'forwarded' && /^[QS]$/.test(message.type)) await this.act();
    }
  }

  private async fromServer(): Promise<void> {
    let answer: Buffer[] = [];
    for await (const { type, bytes } of readMessages(this.server, 'server')) {
      // Of a stranded session the server must not notice that nobody hears it any more.
      if (this.state === 'stranded') continue;
      answer.push(bytes);
      // Only then it is done: PostgreSQL commits between the answer and this (Protocol, Extended Query).
      const isReady = type === 'Z';
      if (this.due?.moment.at === 'answered' && !isReady) continue;
      if (this.due?.moment.at === 'answered') await this.act();
      await this.write(this.client, Buffer.concat(answer));
      answer = [];
    }
  }

  /** Whether a statement begins to be done by the message. */
  private begins({ type, bytes }: Message): boolean {
    if (type === '') this.opening = bytes.toString('utf8');
    if (type === 'P') this.query = bytes.toString('utf8', bytes.indexOf(0, 5) + 1);
    if (type === 'Q') this.statement = bytes.toString('utf8', 5, bytes.length - 1);
    if (type === 'B') this.statement = `${this.query}\n${bytes.toString('utf8', 5)}`;
    return type === 'Q' || type === 'B';
  }

  private findRule(): Rule | undefined {
    // What was due in a COPY stays due until it has come to its number of bytes.
    if (typeof this.due?.moment.at === 'number') return this.due;
    const rule = this.rules.find(
      ({ moment: { statement, of = '' } }) =>
        statement.test(this.statement) && (this.statement.includes(of) || this.opening.includes(of)),
    );
    if (rule === undefined || --rule.missing > 0) return undefined;
    this.rules.splice(this.rules.indexOf(rule), 1);
    return rule;
  }

  private async passCopyData(bytes: Buffer): Promise<void> {
    const at = this.due?.moment.at;
    const before = typeof at === 'number' ? Math.max(at - this.copied, 0) : Infinity;
    this.copied += bytes.length;
    if (before > bytes.length) return this.write(this.server, bytes);
    await this.write(this.server, bytes.subarray(0, before));
    await this.act();
    await this.write(this.server, bytes.subarray(before));
  }

  private async act(): Promise<void> {
    const { due } = this;
    this.due = undefined;
    try {
      await due?.act(this);
      due?.resolve();
    } catch (error) {
      due?.reject(error);
    }
  }

  /** Resolves when the bytes are on their way, or never will be. */
  private async write(to: Socket, bytes: Buffer): Promise<void> {
    await this.held;
    if (this.state !== 'open' || to.destroyed) return;
    await new Promise<void>((resolve) => to.write(bytes, () => resolve()));
  }
}
