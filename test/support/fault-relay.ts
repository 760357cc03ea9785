import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

import type { SeededRandom } from '../exactly-once/support/seeded-random.js';
import { FaultyConversation } from './faulty-conversation.js';

/**
 * What a link does to what is said over it.
 *
 * - `latency`: everything comes 200 ms late, each way.
 * - `reset`: connections are reset: those there are at once, new ones after some kilobytes.
 * - `loss`: now and then a packet is lost. TCP sends it again, so what is behind it comes late: 0.2 to 3.2 seconds.
 * - `half-open`: connections are taken, nothing is heard on them, and neither side hears that the other has gone. Those
 *   stay so when the link is good again, except that the server then learns which of its clients have gone.
 */
export type LinkFault = 'latency' | 'reset' | 'loss' | 'half-open';

/** In milliseconds. */
const LATENCY = 200;
/** The share of pieces that are lost, and the first pause before one is sent again, in milliseconds; it doubles. */
const LOST = 0.05;
const SENT_AGAIN_AFTER = 200;
const SENT_AGAIN_AT_MOST = 5;
/** A connection over a link that resets says so many bytes, at most. */
const RESET_WITHIN = 64 * 1024;

/** Passes connections on to an address, as a good link does or as one with a fault. */
export class FaultRelay {
  private readonly conversations = new Set<FaultyConversation>();
  private fault: LinkFault | undefined;

  private constructor(
    private readonly server: Server,
    private readonly random: SeededRandom,
  ) {}

  /**
   * @param address `host:port` of what is behind it.
   * @param random decides what is lost, and when a connection is reset.
   */
  static async start(address: string, random: SeededRandom): Promise<FaultRelay> {
    const [host, port] = address.split(':');
    const server = createServer();
    const relay = new FaultRelay(server, random);
    server.on('connection', (client) => {
      // Nobody is behind a connection that is half-open from its begin.
      const behind = relay.fault === 'half-open' ? undefined : connect(Number(port), host);
      relay.hold(new FaultyConversation(client, behind, relay.manner(), relay.bytesUntilReset()));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return relay;
  }

  /** The address to come through it. */
  get address(): string {
    return `127.0.0.1:${this.port}`;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on, until `heal`, the link has this fault. */
  inject(fault: LinkFault): void {
    this.fault = fault;
    for (const conversation of this.conversations) {
      if (fault === 'reset') conversation.reset();
      if (fault === 'half-open') conversation.fallSilent();
    }
  }

  /** The link is good again. */
  heal(): void {
    this.fault = undefined;
    for (const conversation of this.conversations) conversation.heal();
  }

  /** Breaks the connections there are, and takes no more. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    for (const conversation of this.conversations) conversation.reset();
    await closed;
  }

  private hold(conversation: FaultyConversation): void {
    this.conversations.add(conversation);
    void conversation.over.then(() => this.conversations.delete(conversation));
  }

  /** How late, in milliseconds, the next piece comes. */
  private manner(): () => number {
    return () => {
      if (this.fault === 'latency') return LATENCY;
      if (this.fault !== 'loss' || !this.random.chance(LOST)) return 0;
      return SENT_AGAIN_AFTER * 2 ** this.random.below(SENT_AGAIN_AT_MOST);
    };
  }

  private bytesUntilReset(): number {
    return this.fault === 'reset' ? this.random.below(RESET_WITHIN) : Infinity;
  }
}
