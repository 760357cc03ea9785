import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `there`: what clients say. `back`: what they are answered. */
type Direction = 'there' | 'back';

/** What becomes of what was held: it comes late, or is lost with its connection. */
type Fate = 'late' | 'lost';

interface Hold {
  /** So many bytes still pass. */
  bytes: number;
  until: Promise<void>;
  fate: Fate;
  reached: () => void;
}

/** Stands before a server of this machine, passes on what is said, and holds it at a byte of a test's choice. */
export class SlowLine {
  private readonly sockets = new Set<Socket>();
  private readonly holds = new Map<Direction, Hold>();

  private constructor(
    private readonly server: Server,
    /** Where clients find it, on 127.0.0.1. */
    readonly port: number,
  ) {}

  /** @param port of the server behind it. */
  static async start(port: number): Promise<SlowLine> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const line = new SlowLine(server, (server.address() as AddressInfo).port);
    server.on('connection', (client) => {
      const behind = connect(port, '127.0.0.1');
      line.join(client, behind, 'there');
      line.join(behind, client, 'back');
    });
    return line;
  }

  /**
   * Lets so many more bytes pass in the direction, counted over all connections, and holds what comes after them, on the
   * connection they came on, until the promise is kept; then they pass, or the connection breaks. Resolves when it has
   * come to that.
   */
  async holdAfter(bytes: number, direction: Direction, until: Promise<void>, fate: Fate = 'late'): Promise<void> {
    await new Promise<void>((reached) => this.holds.set(direction, { bytes, until, fate, reached }));
  }

  /** Ends the connections there are, and takes no more. */
  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private join(from: Socket, to: Socket, direction: Direction): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    // One side that ends or breaks ends the other, which is told what was said before.
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroySoon();
    });
    void this.passOn(from, to, direction).catch(() => undefined);
  }

  private async passOn(from: Socket, to: Socket, direction: Direction): Promise<void> {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      const before = await this.holdUp(chunk, to, direction);
      await write(to, chunk.subarray(before));
    }
  }

  /** Passes on what comes before a hold, and waits for its end. Answers how much of the chunk that was. */
  private async holdUp(chunk: Buffer, to: Socket, direction: Direction): Promise<number> {
    const hold = this.holds.get(direction);
    if (hold === undefined) return 0;
    if (chunk.length <= hold.bytes) {
      hold.bytes -= chunk.length;
      return 0;
    }
    this.holds.delete(direction);
    await write(to, chunk.subarray(0, hold.bytes));
    hold.reached();
    await hold.until;
    if (hold.fate === 'lost') to.destroy();
    return hold.bytes;
  }
}

/** Resolves when the bytes are on their way, or never will be. */
async function write(to: Socket, bytes: Buffer): Promise<void> {
  if (to.destroyed || bytes.length === 0) return;
  await new Promise<void>((resolve) => to.write(bytes, () => resolve()));
}
