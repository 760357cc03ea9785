import { z } from 'zod';

import { secretReference } from './secret-reference.js';

/** Headers that say how a request travels, or what this product sends: a connection cannot choose them. */
const OWN_HEADERS =
  /^(accept-encoding|connection|content-encoding|content-length|content-type|expect|host|idempotency-key|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade)$/i;

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'expected the name of a header, such as X-Api-Key')
  .refine((name) => !OWN_HEADERS.test(name), 'expected a header that is not set by the request itself');

const properties = z.strictObject({
  kind: z.literal('http'),
  url: z
    .string()
    .refine(isPlainUrl, 'expected a URL such as https://store.example.com/api, without user, password and #')
    .meta({ description: 'Where the endpoint is, http:// or https://. Redirects are not followed.' }),
  headers: z
    .record(headerName, secretReference)
    .default({})
    .meta({ description: 'Headers of every request, by name; where the value of each is found.' }),
  token: secretReference.optional().meta({ description: 'Sent as Authorization: Bearer.' }),
  user: secretReference.optional().meta({ description: 'With password: basic authentication.' }),
  password: secretReference.optional(),
  allowPrivate: z.boolean().default(false).meta({
    description:
      "Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.",
  }),
  timeoutSeconds: z.number().positive().max(600).default(30).meta({
    description: 'How long to wait for a connection, for an answer to begin, and while nothing of it comes.',
  }),
  check: z
    .strictObject({
      method: z.enum(['GET', 'HEAD']).default('HEAD'),
      path: z
        .string()
        .regex(/^\/[^\s?#]*$/, 'expected a path such as /health, which is added to url')
        .optional(),
    })
    .prefault({})
    .meta({ description: 'What is asked to see whether the endpoint is there: HEAD url where nothing is said.' }),
});

/** An endpoint that is spoken to by HTTP. */
export const httpConnection = properties
  .refine(({ user, password }) => (user === undefined) === (password === undefined), {
    path: ['password'],
    message: 'expected user and password, or neither',
  })
  .refine(hasOneAuthorization, {
    path: ['token'],
    message: 'expected one of token, user with password, and the header Authorization',
  });

export type HttpConnection = z.output<typeof httpConnection>;

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === '';
}

function hasOneAuthorization({ token, user, headers }: z.output<typeof properties>): boolean {
  const own = Object.keys(headers).find((name) => name.toLowerCase() === 'authorization');
  return [token, user, own].filter((one) => one !== undefined).length <= 1;
}
