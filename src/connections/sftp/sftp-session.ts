import type { Socket } from 'node:net';

import type { SFTPWrapper } from 'ssh2';

import { sftpStatus } from './sftp-status.js';

/** What ssh2 calls when a request was answered. */
export type Answer<Result> = (error?: Error | null, result?: Result) => void;

/** A connection that was made. */
export interface SftpLine {
  sftp: SFTPWrapper;
  client: { end(): Promise<unknown> };
  socket: Socket;
  /** Closes it at once when it aborts. */
  signal: AbortSignal;
  /** The longest time for an answer, in milliseconds. */
  answerWithin: number;
  /** Makes the error of a connection that broke, with the cause. */
  broken: (cause: string) => Error;
}

/**
 * The requests of one SFTP connection. ssh2 never answers a request that is made after the connection broke; here each
 * one is answered or fails, and all of them at once when the connection is lost.
 */
export class SftpSession {
  private readonly waiting = new Set<(reason: Error) => void>();
  private lost: Error | undefined;

  constructor(private readonly line: SftpLine) {
    const { sftp, socket, signal } = line;
    const abort = () => this.lose(signal.reason as Error);
    signal.addEventListener('abort', abort);
    socket.once('close', () => signal.removeEventListener('abort', abort));
    sftp.on('close', () => this.break('the server has ended SFTP'));
    // Of what no server should send; nobody else listens.
    sftp.on('error', (error: Error) => this.break(`the server does not keep to SFTP (${error.message})`));
    if (signal.aborted) abort();
  }

  /** Fails with an SftpStatus, or with the reason for which the connection was lost. */
  ask<Result = void>(send: (sftp: SFTPWrapper, answer: Answer<Result>) => void): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.lost !== undefined) throw this.lost;
      const settle = (end: () => void) => {
        clearTimeout(timer);
        this.waiting.delete(fail);
        end();
      };
      const fail = (reason: Error) => settle(() => reject(reason));
      const timer = setTimeout(() => this.break('it does not answer'), this.line.answerWithin);
      this.waiting.add(fail);
      try {
        send(this.line.sftp, (error, result) => {
          const status = error ? sftpStatus(error) : undefined;
          if (!error) settle(() => resolve(result as Result));
          else if (status !== undefined) fail(status);
          // ssh2 has given up waiting for an answer.
          else this.break(error.message);
        });
      } catch (error) {
        fail(sftpStatus(error as Error) ?? (error as Error));
      }
    });
  }

  /** Takes the connection for broken. */
  break(cause: string): void {
    this.lose(this.line.broken(cause));
  }

  /** Ends the connection in good order. */
  async close(): Promise<void> {
    if (this.lost !== undefined) return;
    this.lost = this.line.broken('the connection was closed');
    const ended = this.line.client.end();
    this.line.socket.destroySoon();
    await ended.catch(() => undefined);
    this.lose(this.lost);
  }

  /** The first reason is that of every request without an answer, now or later. */
  private lose(reason: Error): void {
    this.lost ??= reason;
    this.line.socket.destroy();
    for (const fail of [...this.waiting]) fail(this.lost);
  }
}
