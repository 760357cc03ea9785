import { once } from 'node:events';
import {
  connect,
  constants,
  createSecureServer,
  type ClientHttp2Session,
  type Http2SecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';

import { CERTIFICATES } from './certificates.js';

const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;
const OPERATOR_SERVICE = '/temporal.api.operatorservice.';
/** What belongs to one connection, not to what goes through it. */
const OF_CONNECTION = [constants.HTTP2_HEADER_AUTHORITY, constants.HTTP2_HEADER_SCHEME];

/** What a call brought. */
export interface Call {
  path: string;
  authorization: string | undefined;
  namespace: string | undefined;
  /** Whose certificate the client has shown, and which server it asked for (SNI). */
  client: string | undefined;
  serverName: string | false | undefined;
}

/**
 * A Temporal server as Temporal Cloud is reached: over TLS with certificates on both sides and an API key, and without
 * the operator's service. Behind it is the test's own server.
 */
export class CloudFront {
  readonly calls: Call[] = [];
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Http2SecureServer,
    private readonly behind: ClientHttp2Session,
    private readonly apiKey: string,
  ) {}

  /** @param address `host:port` of the server behind it. */
  static async start(address: string, apiKey: string): Promise<CloudFront> {
    const { authority, server: identity } = CERTIFICATES;
    const server = createSecureServer({ ...identity, ca: authority, requestCert: true, rejectUnauthorized: true });
    const front = new CloudFront(server, connect(`http://${address}`), apiKey);
    server.on('stream', (stream, headers) => front.answer(stream, headers));
    server.on('sessionError', () => undefined);
    server.on('connection', (socket: Socket) => front.sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return front;
  }

  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.behind.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on('error', () => undefined);
    const path = headers[':path'] ?? '';
    const { authorization, 'temporal-namespace': namespace } = headers;
    const socket = stream.session?.socket as TLSSocket;
    const { subject } = socket.getPeerCertificate();
    const call = { path, authorization, namespace: namespace?.toString(), client: String(subject.CN) };
    this.calls.push({ ...call, serverName: (socket as TLSSocket & { servername?: string | false }).servername });
    if (authorization !== `Bearer ${this.apiKey}`) refuse(stream, UNAUTHENTICATED);
    else if (path.startsWith(OPERATOR_SERVICE)) refuse(stream, PERMISSION_DENIED);
    else this.passOn(stream, headers);
  }

  private passOn(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const kept = Object.entries(headers).filter(([name]) => !OF_CONNECTION.includes(name));
    const onward = this.behind.request(Object.fromEntries(kept), { endStream: false });
    let trailers: IncomingHttpHeaders = {};
    onward.on('error', () => stream.destroy());
    onward.on('trailers', (sent: IncomingHttpHeaders) => (trailers = sent));
    onward.on('response', (answered: IncomingHttpHeaders, flags: number) => {
      const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
      stream.respond(answered, { endStream, waitForTrailers: !endStream });
      if (endStream) return;
      stream.on('wantTrailers', () => stream.sendTrailers(trailers));
      onward.pipe(stream);
    });
    stream.on('aborted', () => onward.close(constants.NGHTTP2_CANCEL));
    stream.pipe(onward);
  }
}

function refuse(stream: ServerHttp2Stream, status: number): void {
  const headers = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': String(status) };
  stream.respond({ ...headers, 'grpc-message': 'not here' }, { endStream: true });
}
