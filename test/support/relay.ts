import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Passes connections on to an address, until it is stopped. */
export class Relay {
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** @param address `host:port` of what is behind it. */
  static async start(address: string): Promise<Relay> {
    const [host, port] = address.split(':');
    const server = createServer();
    const relay = new Relay(server);
    server.on('connection', (client) => {
      const behind = connect(Number(port), host);
      relay.add(client, behind);
      relay.add(behind, client);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  /** The address to come through it. */
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks the connections there are, and takes no more. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private add(from: Socket, to: Socket): void {
    this.sockets.add(from);
    from.setNoDelay(true);
    // One side that breaks ends the other.
    from.on('error', () => undefined);
    from.on('close', () => {
      this.sockets.delete(from);
      to.destroy();
    });
    from.pipe(to);
  }
}
