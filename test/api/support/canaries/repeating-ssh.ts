import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

import ssh2, { type Connection } from 'ssh2';

const PROTOCOL_ERROR = 2;
const DISCONNECT = 1;

export type RepeatingSsh = Server & { port: number; fingerprint: string };

/**
 * An SSH server that repeats the password it is given in its last words: SSH_MSG_DISCONNECT has a text (RFC 4253, §11.1).
 *
 * @param repeat makes that text of a password.
 */
export async function startRepeatingSsh(repeat: (password: string) => string): Promise<RepeatingSsh> {
  const hostKey = ssh2.utils.generateKeyPairSync('ed25519');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const ssh = new ssh2.Server({ hostKeys: [hostKey.private] });
    ssh.on('connection', (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => {
        if (context.method === 'password') leaveSaying(client, repeat(context.password));
        else context.reject(['password']);
      });
    });
    ssh.injectSocket(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const key = Buffer.from(hostKey.public.split(' ')[1] ?? '', 'base64');
  const fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
  return Object.assign(server, { port: (server.address() as AddressInfo).port, fingerprint });
}

/** What ssh2 does not show of a connection: its own `disconnect` says nothing. */
interface Inside {
  _protocol: {
    _packetRW: { write: { allocStart: number; alloc(length: number): Buffer; finalize(packet: Buffer): Buffer } };
    _cipher: { encrypt(packet: Buffer): void };
  };
}

function leaveSaying(client: Connection, text: string): void {
  const { _protocol: protocol } = client as unknown as Inside;
  const { write } = protocol._packetRW;
  const said = Buffer.from(text);
  const packet = write.alloc(1 + 4 + 4 + said.length + 4);
  let at = write.allocStart;
  at = packet.writeUInt8(DISCONNECT, at);
  at = packet.writeUInt32BE(PROTOCOL_ERROR, at);
  at = packet.writeUInt32BE(said.length, at);
  at += said.copy(packet, at);
  packet.writeUInt32BE(0, at);
  protocol._cipher.encrypt(write.finalize(packet));
}
