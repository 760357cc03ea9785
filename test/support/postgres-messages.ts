import type { Socket } from 'node:net';

/** A message of PostgreSQL's protocol (version 3), or a piece of one that carries the data of a COPY. */
export interface Message {
  /** Its type; '' for the first message of a client, which has none. */
  type: string;
  /** All of it, with type and length. */
  bytes: Buffer;
}

/** The data of a COPY may be long: it is given as it comes. */
const COPY_DATA = 'd';

/** The messages that come through the socket, each as soon as it is complete. */
export async function* readMessages(socket: Socket, from: 'client' | 'server'): AsyncGenerator<Message> {
  let waiting: Buffer = Buffer.alloc(0);
  let typeLength = from === 'client' ? 0 : 1;
  let rest = 0;
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      if (rest > 0) {
        const bytes = waiting.subarray(0, rest);
        if (bytes.length === 0) break;
        waiting = waiting.subarray(bytes.length);
        rest -= bytes.length;
        yield { type: COPY_DATA, bytes };
        continue;
      }
      if (waiting.length < typeLength + 4) break;
      const type = waiting.toString('latin1', 0, typeLength);
      const length = typeLength + waiting.readUInt32BE(typeLength);
      if (type === COPY_DATA) {
        rest = length;
        continue;
      }
      if (waiting.length < length) break;
      const bytes = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      typeLength = 1;
      yield { type, bytes };
    }
  }
}
