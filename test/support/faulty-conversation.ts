import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** So many bytes may be on their way in one direction. */
const WINDOW = 1024 * 1024;

/** One connection over a link with faults: what a client and a server say to each other. */
export class FaultyConversation {
  /** Resolves when both sides have gone. */
  readonly over: Promise<unknown>;
  private isSilent = false;
  /** What is silent stays so, but a server may hear that its client has gone. */
  private isHealed = false;

  /**
   * @param server undefined where nobody is there: nothing is ever heard.
   * @param lateness how many milliseconds the next piece comes late.
   * @param bytesLeft so many are said before the connection is reset.
   */
  constructor(
    private readonly client: Socket,
    private readonly server: Socket | undefined,
    private readonly lateness: () => number,
    private bytesLeft: number,
  ) {
    this.isSilent = server === undefined;
    const sides = server === undefined ? [client] : [client, server];
    this.over = Promise.all(sides.map(goesAway));
    if (server === undefined) client.resume();
    else for (const [from, to] of [[client, server] as const, [server, client] as const]) void this.carry(from, to);
  }

  /** Both sides are told that the connection is broken. */
  reset(): void {
    this.client.resetAndDestroy();
    this.server?.resetAndDestroy();
  }

  /** Nothing is heard any more, on either side. */
  fallSilent(): void {
    this.isSilent = true;
    this.isHealed = false;
  }

  /** From now on the server learns that its client has gone. */
  heal(): void {
    this.isHealed = true;
    if (this.client.destroyed) this.server?.destroy();
  }

  private async carry(from: Socket, to: Socket): Promise<void> {
    let isThere = Promise.resolve();
    let underWay = 0;
    try {
      for await (const piece of from as AsyncIterable<Buffer>) {
        underWay += piece.length;
        const late = this.lateness();
        const arrives = late === 0 ? undefined : delay(late);
        isThere = isThere.then(async () => {
          await arrives;
          await this.deliver(piece, to);
          underWay -= piece.length;
        });
        if (underWay > WINDOW) await isThere;
      }
    } catch {
      // It broke: what was on its way arrives all the same.
    }
    await isThere;
    if (!this.isSilent || (this.isHealed && from === this.client)) to.destroySoon();
  }

  private async deliver(piece: Buffer, to: Socket): Promise<void> {
    this.bytesLeft -= piece.length;
    if (this.bytesLeft < 0) this.reset();
    if (this.isSilent || to.destroyed) return;
    await new Promise<void>((resolve) => to.write(piece, () => resolve()));
  }
}

async function goesAway(socket: Socket): Promise<void> {
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  if (!socket.destroyed) await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}
