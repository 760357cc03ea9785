import { createTransport, type SMTPTransportOptions } from 'nodemailer';

import { createQuote } from './create-quote.js';
import { readMailServer, type MailServer } from './mail-server.js';
import type { ResolveSecret } from './secret.js';
import { IntegratorError } from '../model/errors.js';
import type { NotificationMessage } from '../model/notification-message.js';
import type { Email } from '../model/notification.js';

/** How long the server may take to be reached, to greet, and with each answer, in milliseconds. */
const TIMEOUT = 10_000;
/** How long it may take in all, in milliseconds: one that answers slowly to many receivers would hold up other messages. */
const LIMIT = 30_000;
/** How much of the text is the subject, and how much of what a server says is shown, in characters. */
const SUBJECT = 200;
const QUOTED = 200;

/**
 * Sends a message as a mail of plain text, once.
 *
 * @returns what is to be known of a mail that was taken for some of its receivers only.
 * @throws IntegratorError `target-unavailable`; `connection-invalid` where the server's URL cannot be read;
 *   `secret-not-found`.
 */
export async function sendMail(
  { to, from, smtp }: Email,
  message: NotificationMessage,
  resolveSecret: ResolveSecret,
  signal: AbortSignal,
): Promise<string | undefined> {
  const url = resolveSecret(smtp);
  const server = readMailServer(url);
  const { user = '', pass = '' } = server.auth ?? {};
  // As it is sent with AUTH PLAIN (RFC 4616), which is shown in base64 where the server repeats it.
  const quote = createQuote([url, user, pass, `\0${user}\0${pass}`]);
  const limit = AbortSignal.timeout(LIMIT);
  const transport = createTransport(optionsOf(server));
  try {
    const { rejected } = await transport.sendMail({
      from: { name: 'Temporal Integrator', address: from },
      to: [...to],
      ...contentOf(message),
      signal: AbortSignal.any([signal, limit]),
    });
    // Who took it would get it again and again, for the sake of those who never will.
    return rejected.length === 0 ? undefined : `The mail server refused ${rejected.join(', ')}.`;
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    const said = limit.aborted ? `it was not done within ${LIMIT / 1000} s` : quote(reason, QUOTED);
    throw new IntegratorError(
      'target-unavailable',
      `The mail server ${server.host}:${server.port} did not take the mail: ${said}`,
    );
  } finally {
    transport.close();
  }
}

function optionsOf(server: MailServer): SMTPTransportOptions {
  const timeouts = { connectionTimeout: TIMEOUT, greetingTimeout: TIMEOUT, socketTimeout: TIMEOUT };
  return { ...server, ...timeouts, disableFileAccess: true, disableUrlAccess: true };
}

/** Names of runs and files come from outside: in a header they are one line, and no line can begin anew. */
function contentOf({ id, event, site, at, text, url }: NotificationMessage) {
  const line = createQuote([]);
  return {
    subject: line(text, SUBJECT),
    messageId: `<${id}@temporal-integrator>`,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Integrator-Event': event, 'X-Integrator-Site': site },
    text: [text, ...(url === undefined ? [] : [url]), `${event}, ${at}`].join('\n\n'),
  };
}
