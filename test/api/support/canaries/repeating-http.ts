import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * An http endpoint that repeats what it was let in with. The first part of its path is the status it answers with; of
 * /207/, it refuses the first record, and says so.
 *
 * @param repeat makes its text of the values of the headers that let in.
 */
export async function startRepeatingHttp(repeat: (...secrets: string[]) => string): Promise<Server & { url: string }> {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(request, response));
  });
  const answer = ({ url = '', headers }: IncomingMessage, response: ServerResponse): void => {
    const status = Number(url.split('/')[1]);
    const said = repeat(...[headers.authorization, headers['x-api-key']].flat().filter((one) => one !== undefined));
    if (status === 204) response.writeHead(status).end();
    else if (status === 207) {
      const results = [{ index: 0, status: 'rejected', code: said, message: said }];
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ results }));
    } else {
      response.writeHead(status, { Location: `/${encodeURIComponent(said)}` }).end(said);
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(server, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}
