import { follow } from '../../client/follow.js';
import type { Session } from '../session.js';

/** Prints the log of a site and every line that comes; as JSON, a document a line. Goes on when the API comes back. */
export async function followLog(session: Session, site: string): Promise<void> {
  const { url, token, terminal, json } = session;
  const printed = new Set<string>();
  const now = { isAgain: false };
  const options = {
    url,
    token,
    signal: new AbortController().signal,
    onOpen: () => void (now.isAgain = printed.size > 0),
    onBreak: () => terminal.note('The API has broken off; the log goes on when it is there again.'),
  };
  for await (const { data } of follow(`/api/v1/sites/${encodeURIComponent(site)}/log`, options)) {
    // A log that is followed again begins with lines that were there before.
    if (now.isAgain && printed.has(data)) continue;
    now.isAgain = false;
    printed.add(data);
    terminal.print(json ? JSON.stringify({ line: data }) : data);
  }
}
