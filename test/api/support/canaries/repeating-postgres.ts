import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';

import { readMessages } from '../../../support/postgres-messages.js';

/** AuthenticationCleartextPassword (PostgreSQL's protocol, version 3). */
const ASK_PASSWORD = Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 3]);

/**
 * Speaks PostgreSQL so far that it asks for the password, and repeats it in its refusal. The name of the database that
 * is asked for is the SQLSTATE it refuses with.
 *
 * @param repeat makes the text of the refusal of a password.
 */
export async function startRepeatingPostgres(repeat: (password: string) => string): Promise<Server & { port: number }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    const answer = async (): Promise<void> => {
      let sqlState = '';
      for await (const { type, bytes } of readMessages(socket, 'client')) {
        if (type === '') {
          const [, database = ''] = /\0database\0([^\0]*)/.exec(bytes.toString('latin1')) ?? [];
          sqlState = database;
          socket.write(ASK_PASSWORD);
        } else if (type === 'p') {
          socket.end(refusal(sqlState, repeat(bytes.toString('utf8', 5, bytes.length - 1))));
        }
      }
    };
    answer().catch(() => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(server, { port: (server.address() as AddressInfo).port });
}

/** ErrorResponse. */
function refusal(sqlState: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.from('E____');
  head.writeInt32BE(4 + fields.length, 1);
  return Buffer.concat([head, fields]);
}
