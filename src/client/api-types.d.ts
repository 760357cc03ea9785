// Made of /openapi.json by `npx mocha test/client/write-api-types.ts`.

export interface paths {
  '/api/v1/api-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All API keys, newest first, also those that have expired or were revoked
     * @description Needs the role admin for all sites.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The keys */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['ApiKey'][];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /**
     * Make an API key
     * @description Needs the role admin for all sites.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** Format: date-time */
            expiresAt?: string;
            /** @description Who or what uses it, as logs and audits name him. An old and a new key may share one. */
            name: string;
            /** @enum {string} */
            role: 'viewer' | 'operator' | 'admin';
            /** @default all */
            sites?: 'all' | string[];
          };
          'application/yaml': {
            /** Format: date-time */
            expiresAt?: string;
            /** @description Who or what uses it, as logs and audits name him. An old and a new key may share one. */
            name: string;
            /** @enum {string} */
            role: 'viewer' | 'operator' | 'admin';
            /** @default all */
            sites?: 'all' | string[];
          };
        };
      };
      responses: {
        /** @description Made. `key` is told now and never again */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** Format: date-time */
              createdAt: string;
              createdBy: string;
              /** Format: date-time */
              expiresAt?: string;
              id: string;
              /** @description Sent as `Authorization: Bearer <key>`. */
              key: string;
              /**
               * Format: date-time
               * @description To the minute.
               */
              lastUsedAt?: string;
              name: string;
              /** Format: date-time */
              revokedAt?: string;
              revokedBy?: string;
              /** @enum {string} */
              role: 'viewer' | 'operator' | 'admin';
              sites: 'all' | string[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/api-keys/{key}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /**
     * Revoke an API key, from now on
     * @description Needs the role admin for all sites.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          key: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Revoked */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description api-key-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was done to all sites, also to those that are deleted, and to API keys, newest first
     * @description Needs the role admin for all sites.
     */
    get: {
      parameters: {
        query?: {
          action?:
            | 'start'
            | 'start-failed'
            | 'stop'
            | 'plan-start'
            | 'cancel-plan'
            | 'deadline'
            | 'clone'
            | 'arm'
            | 'disarm'
            | 'make'
            | 'change'
            | 'delete'
            | 'enable'
            | 'disable'
            | 'copy'
            | 'upload'
            | 'run'
            | 'rerun'
            | 'resubmit'
            | 'halt'
            | 'revoke';
          /** @description Who did it. */
          by?: string;
          /** @description `next` of the page before. */
          cursor?: string;
          from?: string;
          limit?: number;
          site?: string;
          /** @description Not included. */
          to?: string;
        };
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of what was done */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /** @enum {string} */
                action:
                  | 'start'
                  | 'start-failed'
                  | 'stop'
                  | 'plan-start'
                  | 'cancel-plan'
                  | 'deadline'
                  | 'clone'
                  | 'arm'
                  | 'disarm'
                  | 'make'
                  | 'change'
                  | 'delete'
                  | 'enable'
                  | 'disable'
                  | 'copy'
                  | 'upload'
                  | 'run'
                  | 'rerun'
                  | 'resubmit'
                  | 'halt'
                  | 'revoke';
                /** @description The id of the API key. */
                apiKey?: string;
                /** Format: date-time */
                at: string;
                by: string;
                change?: {
                  /** @description The definition as it was; null where there was none. */
                  from: unknown;
                  /** @description Where they differ; none of what was made or deleted as a whole. */
                  paths: string[];
                  /** @description The definition as it is since; null where there is none. */
                  to: unknown;
                };
                /** @description The connection that was armed or disarmed. */
                connection?: string;
                /** @description The schedule it was copied from. */
                copyOf?: string;
                /** @description When the drain turns into a halt. */
                deadline?: string;
                /** @description The file that was uploaded. */
                file?: string;
                /** @description The site it became a copy of. */
                from?: string;
                /** @enum {string} */
                held?: 'discard' | 'run';
                integration?: string;
                integrationSet?: string;
                /** @enum {string} */
                mode?: 'halt' | 'drain';
                reason?: string;
                /**
                 * Format: uuid
                 * @description The run that was asked for or halted.
                 */
                run?: string;
                schedule?: string;
                /** @description Absent where it was done to no site, as with API keys. */
                site?: string;
                /** @description When the site is to start. */
                startAt?: string;
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/caller': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who asks, and what he may do where
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The caller */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Caller'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Run Summary
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The run */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/details': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Additional Details: every step with its log lines
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The steps, in their order */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              name: string;
              reason?: string;
              /** Format: uuid */
              run: string;
              /** @enum {string} */
              status: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
              steps: {
                /** Format: date-time */
                endedAt?: string;
                lines: {
                  /** Format: date-time */
                  at: string;
                  text: string;
                }[];
                seconds?: number;
                /** Format: date-time */
                startedAt: string;
                /** @enum {string} */
                step: 'receive' | 'open' | 'load' | 'put-away' | 'collect' | 'deliver' | 'send' | 'acknowledge';
              }[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/differences': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a dry run would insert, update and delete: the first 100 of each kind
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          kind?: 'insert' | 'update' | 'delete';
        };
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The differences; none of a run that was no dry run */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                after: {
                  [key: string]: unknown;
                } | null;
                before: {
                  [key: string]: unknown;
                } | null;
                /** @enum {string} */
                kind: 'insert' | 'update' | 'delete';
              }[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/halt': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Halt a run, or a set with the member that runs: nothing of it is half applied, it ends Failed
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /**
             * @description Required: a brief note, such as wrong file.
             * @default
             */
            reason?: string;
          };
          'application/yaml': {
            /**
             * @description Required: a brief note, such as wrong file.
             * @default
             */
            reason?: string;
          };
        };
      };
      responses: {
        /** @description It ends in a moment; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Run'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-ended */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description reason-required */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/rejects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The records that were refused, with their reasons, in file order; as text/csv, to correct and send back
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description Those with a reason of this code. */
          code?:
            | 'quote-not-closed'
            | 'quote-misplaced'
            | 'field-count'
            | 'record-too-long'
            | 'field-too-long'
            | 'type'
            | 'format'
            | 'required'
            | 'minLength'
            | 'maxLength'
            | 'minimum'
            | 'maximum'
            | 'pattern'
            | 'exclusiveMinimum'
            | 'exclusiveMaximum'
            | 'jsonSchema'
            | 'enum'
            | 'unique'
            | 'foreignKey'
            | 'lookup'
            | 'duplicate-key'
            | 'key-exists'
            | 'key-loaded-later'
            | 'target-type'
            | 'target-required'
            | 'target-check'
            | 'target-foreign-key'
            | 'target-unique'
            | 'target-refused';
          /** @description `next` of the page before. */
          cursor?: string;
          /** @description Those with a reason for this field. */
          field?: string;
          /** @description Else as Accept says. */
          format?: 'json' | 'csv';
          /** @description Of a page; a CSV has all. */
          limit?: number;
          /** @description true: those whose correction went through; false: those still to be corrected. */
          resolved?: 'true' | 'false';
        };
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of rejects; as CSV, all of them, made for spreadsheets */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['Reject'][];
              next?: string;
            };
            'text/csv': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/rejects/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * What would still be wrong with corrected records, if they were sent now; nothing is sent or saved
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      /** @description The corrections, as they would be sent */
      requestBody: {
        content: {
          'application/json': {
            /** @description A unique Run Name; by default the run's, and resubmit. */
            name?: string;
            /**
             * @description Also overwrite what a later run has loaded under the key of a reject.
             * @default false
             */
            overwrite?: boolean;
            /** @description The rejects, by the number of their record. */
            records: {
              record: number;
              /**
               * @description New texts by column; null is no value. The other columns stay as they were.
               * @default {}
               */
              values?: {
                [key: string]: string | null;
              };
            }[];
          };
        };
      };
      responses: {
        /** @description Each of the records, in file order, with what the checks of the import say of it: fields, types, formats, constraints, and what is looked up in external files. Not checked, as it takes the target: keys that are there already or stand twice, unique values, foreign keys, and what the target refuses. What could not be sent at all is refused as a resubmission is. */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /** @description Why it would be refused again; none: it is good. */
                reasons: {
                  /** @enum {string} */
                  code:
                    | 'quote-not-closed'
                    | 'quote-misplaced'
                    | 'field-count'
                    | 'record-too-long'
                    | 'field-too-long'
                    | 'type'
                    | 'format'
                    | 'required'
                    | 'minLength'
                    | 'maxLength'
                    | 'minimum'
                    | 'maximum'
                    | 'pattern'
                    | 'exclusiveMinimum'
                    | 'exclusiveMaximum'
                    | 'jsonSchema'
                    | 'enum'
                    | 'unique'
                    | 'foreignKey'
                    | 'lookup'
                    | 'duplicate-key'
                    | 'key-exists'
                    | 'key-loaded-later'
                    | 'target-type'
                    | 'target-required'
                    | 'target-check'
                    | 'target-foreign-key'
                    | 'target-unique'
                    | 'target-refused';
                  /** @description The target's constraint that refused the record. */
                  constraint?: string;
                  field?: string;
                  message: string;
                }[];
                /** @description Of the run whose rejects are corrected. */
                record: number;
              }[];
              /** @description Fields whose values were not looked up: their external file is large, compressed or encrypted. */
              notChecked: string[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, integration-not-found, reject-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-in-progress, reject-resolved, key-loaded-later */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description body-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description correction-invalid */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/rejects/resubmit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send refused records again, corrected or as they are: a run of its own, linked to this one
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: {
          /** @description A unique Run Name; by default the run's, and resubmit. */
          name?: string;
          /** @description As in JSON; with a CSV. */
          overwrite?: 'true' | 'false';
        };
        header?: {
          /** @description The same key and request give the same run, however often they are sent. */
          'Idempotency-Key'?: string;
          /** @description `wait=30`: answer when the run has ended, or after 30 seconds. */
          Prefer?: string;
        };
        path: {
          run: string;
        };
        cookie?: never;
      };
      /** @description The corrections; as text/csv, the CSV of rejects with corrected rows, those not to be sent left out */
      requestBody: {
        content: {
          'application/json': {
            /**
             * @description All that are not resolved, as they are.
             * @constant
             */
            all?: true;
            /** @description A unique Run Name; by default the run's, and resubmit. */
            name?: string;
            /**
             * @description Also overwrite what a later run has loaded under the key of a reject.
             * @default false
             */
            overwrite?: boolean;
            /** @description The rejects to send, by the number of their record. */
            records?: {
              record: number;
              /**
               * @description New texts by column; null is no value. The other columns stay as they were.
               * @default {}
               */
              values?: {
                [key: string]: string | null;
              };
            }[];
          };
          'text/csv': string;
        };
      };
      responses: {
        /** @description The run has ended while the caller waited */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description The run is In-Progress; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, reject-not-found, site-not-found, integration-not-found, integration-set-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-in-progress, reject-resolved, key-loaded-later, file-changed, site-stopped, site-stopping, run-name-taken, file-in-use */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description body-too-large, file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description correction-invalid, file-empty, file-without-records, file-encoding, file-nul-byte, header-invalid, parameter-invalid, external-file-invalid, exclusion-invalid, invalid-definition, idempotency-key-reused */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/rejects/summary': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many records were refused for which field and reason, the most frequent first; and their columns
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The counts; a record with several reasons counts for each */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** @description Those of the run's file, in their order; none where it refused nothing, and of an export. */
              columns: components['schemas']['RejectColumn'][];
              items: {
                /** @enum {string} */
                code:
                  | 'quote-not-closed'
                  | 'quote-misplaced'
                  | 'field-count'
                  | 'record-too-long'
                  | 'field-too-long'
                  | 'type'
                  | 'format'
                  | 'required'
                  | 'minLength'
                  | 'maxLength'
                  | 'minimum'
                  | 'maximum'
                  | 'pattern'
                  | 'exclusiveMinimum'
                  | 'exclusiveMaximum'
                  | 'jsonSchema'
                  | 'enum'
                  | 'unique'
                  | 'foreignKey'
                  | 'lookup'
                  | 'duplicate-key'
                  | 'key-exists'
                  | 'key-loaded-later'
                  | 'target-type'
                  | 'target-required'
                  | 'target-check'
                  | 'target-foreign-key'
                  | 'target-unique'
                  | 'target-refused';
                /** @description Absent where whole records are at fault. */
                field?: string;
                records: number;
              }[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/rerun': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Run again with the same files, parameters and exclusions; definitionVersion says on which version
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description The same key and request give the same run, however often they are sent. */
          'Idempotency-Key'?: string;
          /** @description `wait=30`: answer when the run has ended, or after 30 seconds. */
          Prefer?: string;
        };
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /**
             * @description The version of the integration: that of the run, or the one there is now. A resubmission goes by its own.
             * @default latest
             * @enum {string}
             */
            definition?: 'as-run' | 'latest';
            /** @description Apply, count, and roll back; else as the run did. */
            dryRun?: boolean;
            /**
             * @description Of a set: failed goes on with the first member that has not Completed, on the versions the run had.
             * @default start
             * @enum {string}
             */
            from?: 'start' | 'failed';
            /**
             * @description Guards that do not hold this run; none is lifted but those.
             * @default []
             */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            name?: string;
          };
          'application/yaml': {
            /**
             * @description The version of the integration: that of the run, or the one there is now. A resubmission goes by its own.
             * @default latest
             * @enum {string}
             */
            definition?: 'as-run' | 'latest';
            /** @description Apply, count, and roll back; else as the run did. */
            dryRun?: boolean;
            /**
             * @description Of a set: failed goes on with the first member that has not Completed, on the versions the run had.
             * @default start
             * @enum {string}
             */
            from?: 'start' | 'failed';
            /**
             * @description Guards that do not hold this run; none is lifted but those.
             * @default []
             */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            name?: string;
          };
        };
      };
      responses: {
        /** @description The run has ended while the caller waited */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description The run is In-Progress; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, site-not-found, integration-not-found, integration-set-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-in-progress, file-changed, site-stopped, site-stopping, run-name-taken, file-in-use */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description parameter-invalid, external-file-invalid, exclusion-invalid, invalid-definition, idempotency-key-reused */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/runs/{run}/source-file': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Source File: the file as it was received
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          run: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The file */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/octet-stream': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description run-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * All sites that the caller reaches
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The sites */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['SiteInList'][];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A site: its Integrator's state, every task, running runs, what is planned and what is held; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The site */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Site'];
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    /**
     * Make or change a site
     * @description Needs the role admin.
     */
    put: {
      parameters: {
        query?: {
          /** @description true: tell what would change, and change nothing. */
          dryRun?: 'true' | 'false';
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['SiteProperties'];
          'application/yaml': components['schemas']['SiteProperties'];
        };
      };
      responses: {
        /** @description Changed; or what would change */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Site'] | components['schemas']['WouldChange'];
          };
        };
        /** @description Made; its Integrator is Stopped */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['Site'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /**
     * Delete a stopped site with its integrations; its runs stay
     * @description Needs the role admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Deleted */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-stopped */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was done to the site and what it has, newest first: who, when, what, from, to
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          action?:
            | 'start'
            | 'start-failed'
            | 'stop'
            | 'plan-start'
            | 'cancel-plan'
            | 'deadline'
            | 'clone'
            | 'arm'
            | 'disarm'
            | 'make'
            | 'change'
            | 'delete'
            | 'enable'
            | 'disable'
            | 'copy'
            | 'upload'
            | 'run'
            | 'rerun'
            | 'resubmit'
            | 'halt'
            | 'revoke';
          /** @description Who did it. */
          by?: string;
          /** @description `next` of the page before. */
          cursor?: string;
          from?: string;
          limit?: number;
          /** @description Not included. */
          to?: string;
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of what was done */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['AuditEntry'][];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/calendar': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Runs and coming fires of a timeframe, with the reason for each fire that will not run
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          /** @description The month of `to` where absent; else the current one, in the site's zone. */
          from?: string;
          limit?: number;
          /** @description Only what schedules asked for, or only other runs. */
          scheduled?: 'true' | 'false';
          /** @description Not included. The end of the month of `from` where absent. */
          to?: string;
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of the calendar */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** Format: date-time */
              from: string;
              /** @description Runs there were, then fires that come. */
              items: components['schemas']['CalendarItem'][];
              next?: string;
              /** @description Schedules outside their dates, on the first page: at most 500, by name. */
              outside?: {
                /** @enum {string} */
                reason: 'ended' | 'not-begun';
                schedule: string;
                words: string;
              }[];
              timeZone: string;
              /** Format: date-time */
              to: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/calendar.ics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The coming fires of 90 days as iCalendar, the first 10000; without disabled schedules
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A feed to subscribe to */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/calendar': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/clone': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Make another site a copy of this one: its schedules disabled, its connections without secrets, unarmed
     * @description Needs the role admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /**
             * @description Else it stays what it is; a new one is DEV.
             * @enum {string}
             */
            kind?: 'STAGE' | 'DEV';
            /** @description Else it stays as it is; a new one has that of the source. */
            timeZone?: string;
            /** @description The site that becomes the copy: a new one, or one that is Stopped and not LIVE. */
            to: string;
          };
          'application/yaml': {
            /**
             * @description Else it stays what it is; a new one is DEV.
             * @enum {string}
             */
            kind?: 'STAGE' | 'DEV';
            /** @description Else it stays as it is; a new one has that of the source. */
            timeZone?: string;
            /** @description The site that becomes the copy: a new one, or one that is Stopped and not LIVE. */
            to: string;
          };
        };
      };
      responses: {
        /** @description The site is refreshed: what the source does not have is gone */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              calendars: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              connections: {
                /** @description Without their secrets. */
                copied: string[];
                /** @description Those it had, with their endpoints and secrets. */
                kept: string[];
                /** @description Where secrets are to be given, by connection. */
                secretsToGive: {
                  [key: string]: string[];
                };
              };
              /** @description Connections that were armed. */
              disarmed: string[];
              exclusionGroups: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              from: string;
              integrations: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              integrationSets: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              message: string;
              /** @description Uploaded files that are named there and were not uploaded to it. */
              missingFiles: string[];
              /** @description What is left to do. */
              next: string[];
              /** @description All of them are disabled. */
              schedules: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              site: string;
            };
          };
        };
        /** @description The site is made */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              calendars: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              connections: {
                /** @description Without their secrets. */
                copied: string[];
                /** @description Those it had, with their endpoints and secrets. */
                kept: string[];
                /** @description Where secrets are to be given, by connection. */
                secretsToGive: {
                  [key: string]: string[];
                };
              };
              /** @description Connections that were armed. */
              disarmed: string[];
              exclusionGroups: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              from: string;
              integrations: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              integrationSets: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              message: string;
              /** @description Uploaded files that are named there and were not uploaded to it. */
              missingFiles: string[];
              /** @description What is left to do. */
              next: string[];
              /** @description All of them are disabled. */
              schedules: {
                copied: string[];
                /** @description What the source does not have. */
                removed: string[];
              };
              site: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-stopped */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/connections/{connection}/arm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Let a site that is not LIVE write through a connection to an endpoint that a LIVE site uses
     * @description Needs the role admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          connection: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /**
             * @description Required: why this is meant to be.
             * @default
             */
            reason?: string;
          };
          'application/yaml': {
            /**
             * @description Required: why this is meant to be.
             * @default
             */
            reason?: string;
          };
        };
      };
      responses: {
        /** @description Armed, until it is changed or disarmed */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** Format: date-time */
              at: string;
              by: string;
              reason: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, connection-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description reason-required */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/connections/{connection}/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Reach a connection once, from a worker
     * @description Needs the role operator.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          connection: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Whether it was established, and why not */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              connection: string;
              established: boolean;
              /** @description As the site's log has it when the site is started. */
              line: string;
              problem?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, connection-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/connections/{connection}/disarm': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take that back; a run that writes already goes on
     * @description Needs the role admin.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          connection: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Not armed any more */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, connection-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/definition': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A whole site as a file, with all it has by name; in YAML, or in JSON where that is asked for
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description What integrator apply takes */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SiteFile'];
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What changes on a site, as it changes: site, run, progress, schedule, definition, missed
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Server-sent events; `data` is JSON and names what to look up again. After `missed`, look up everything. */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/event-stream': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The files that were uploaded, each name with its latest content, newest first
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of uploads */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                bytes: number;
                file: string;
                sha256: string;
                /** Format: date-time */
                uploadedAt: string;
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/files/{filename}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Upload a file for runs: a source file or an external file
     * @description Needs the role operator.
     */
    put: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          filename: string;
          site: string;
        };
        cookie?: never;
      };
      /** @description The file as it is; none is an empty one */
      requestBody?: {
        content: {
          'application/octet-stream': string;
        };
      };
      responses: {
        /** @description Received; the name now stands for this content */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              bytes: number;
              file: string;
              sha256: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/held': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Runs that were asked for while the site was not Running, in the order they were asked for
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          limit?: number;
          /** @description held: a start has them still to discard or run. */
          status?: 'held' | 'discarded' | 'run';
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of requests */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /** Format: date-time */
                askedAt: string;
                file?: string;
                integration?: string;
                integrationSet?: string;
                /** @description The Run Name that was asked for. */
                name?: string;
                parameters?: {
                  [key: string]: string | number | boolean;
                };
                requestedBy: string;
                /**
                 * Format: uuid
                 * @description The id its run has, where it is run after all.
                 */
                run: string;
                /** @enum {string} */
                send?: 'all' | 'changed';
                /**
                 * Format: date-time
                 * @description When a start discarded or ran it.
                 */
                settledAt?: string;
                /** @description Who started the site then. */
                settledBy?: string;
                /** @enum {string} */
                status: 'held' | 'discarded' | 'run';
                /** @enum {string} */
                trigger: 'manual' | 'rerun' | 'resubmit' | 'signal' | 'schedule';
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integration-sets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The integration sets of a site
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The sets */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                definition: components['schemas']['IntegrationSet'];
                integrationSet: string;
                version: number;
              }[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integration-sets/{set}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * An integration set; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          set: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The set */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['IntegrationSet'];
              integrationSet: string;
              version: number;
            };
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-set-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    /**
     * Make or change an integration set, in JSON or YAML
     * @description Needs the role admin.
     */
    put: {
      parameters: {
        query?: {
          /** @description true: tell what would change, and change nothing. */
          dryRun?: 'true' | 'false';
        };
        header?: never;
        path: {
          set: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['IntegrationSet'];
          'application/yaml': components['schemas']['IntegrationSet'];
        };
      };
      responses: {
        /** @description Changed, as a new version; or unchanged, as the version it was; or what would change */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json':
              | {
                  definition: components['schemas']['IntegrationSet'];
                  integrationSet: string;
                  version: number;
                }
              | components['schemas']['WouldChange'];
          };
        };
        /** @description Made */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['IntegrationSet'];
              integrationSet: string;
              version: number;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /**
     * Delete an integration set; its integrations and its runs stay
     * @description Needs the role admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          set: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Deleted */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-set-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integration-sets/{set}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The versions of an integration set, newest first, also of one that was deleted
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          set: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of versions */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /** Format: date-time */
                savedAt: string;
                /** @description Absent of versions from before this was written down. */
                savedBy?: string;
                version: number;
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-set-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integration-sets/{set}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A version of an integration set; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          set: string;
          site: string;
          version: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The version */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['IntegrationSet'];
              integrationSet: string;
              /** Format: date-time */
              savedAt: string;
              /** @description Absent of versions from before this was written down. */
              savedBy?: string;
              version: number;
            };
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-set-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The integrations of a site
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The integrations */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                definition: components['schemas']['Integration'];
                integration: string;
                version: number;
              }[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * An integration; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The integration */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['Integration'];
              integration: string;
              version: number;
            };
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    /**
     * Make or change an integration, in JSON or YAML
     * @description Needs the role admin.
     */
    put: {
      parameters: {
        query?: {
          /** @description true: tell what would change, and change nothing. */
          dryRun?: 'true' | 'false';
        };
        header?: never;
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['Integration'];
          'application/yaml': components['schemas']['Integration'];
        };
      };
      responses: {
        /** @description Changed, as a new version; or unchanged, as the version it was; or what would change */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json':
              | {
                  definition: components['schemas']['Integration'];
                  integration: string;
                  version: number;
                }
              | components['schemas']['WouldChange'];
          };
        };
        /** @description Made */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['Integration'];
              integration: string;
              version: number;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /**
     * Delete an integration; its runs stay
     * @description Needs the role admin.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Deleted */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}/pending': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * How many records Send Changed would send now
     * @description Needs the role operator.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The numbers */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** @description Gone since then, where the target is told. */
              deletes: number;
              /** @description Records of the source. */
              read: number;
              /** @description New or changed since they were acknowledged, or refused then. */
              records: number;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description parameter-invalid, source-invalid, connection-invalid */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable, target-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}/send-all': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send All: every record
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description The same key and request give the same run, however often they are sent. */
          'Idempotency-Key'?: string;
          /** @description `wait=30`: answer when the run has ended, or after 30 seconds. */
          Prefer?: string;
        };
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /**
             * @description Count what would be sent, and send nothing.
             * @default false
             */
            dryRun?: boolean;
            /** @default [] */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /** @default {} */
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
          'application/yaml': {
            /**
             * @description Count what would be sent, and send nothing.
             * @default false
             */
            dryRun?: boolean;
            /** @default [] */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /** @default {} */
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
        };
      };
      responses: {
        /** @description The run has ended while the caller waited */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description The run is In-Progress; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found, integration-set-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-changed, site-stopped, site-stopping, run-name-taken, file-in-use, run-in-progress */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description parameter-invalid, external-file-invalid, exclusion-invalid, invalid-definition, idempotency-key-reused */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}/send-changed': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send Changed: what differs from what was acknowledged
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description The same key and request give the same run, however often they are sent. */
          'Idempotency-Key'?: string;
          /** @description `wait=30`: answer when the run has ended, or after 30 seconds. */
          Prefer?: string;
        };
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /**
             * @description Count what would be sent, and send nothing.
             * @default false
             */
            dryRun?: boolean;
            /** @default [] */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /** @default {} */
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
          'application/yaml': {
            /**
             * @description Count what would be sent, and send nothing.
             * @default false
             */
            dryRun?: boolean;
            /** @default [] */
            liftGuards?: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /** @default {} */
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
        };
      };
      responses: {
        /** @description The run has ended while the caller waited */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description The run is In-Progress; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found, integration-set-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-changed, site-stopped, site-stopping, run-name-taken, file-in-use, run-in-progress */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description parameter-invalid, external-file-invalid, exclusion-invalid, invalid-definition, idempotency-key-reused */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The versions of an integration, newest first, also of one that was deleted
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          limit?: number;
        };
        header?: never;
        path: {
          integration: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of versions */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /** Format: date-time */
                savedAt: string;
                /** @description Absent of versions from before this was written down. */
                savedBy?: string;
                version: number;
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/integrations/{integration}/versions/{version}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A version of an integration; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          integration: string;
          site: string;
          version: number;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The version */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              definition: components['schemas']['Integration'];
              integration: string;
              /** Format: date-time */
              savedAt: string;
              /** @description Absent of versions from before this was written down. */
              savedBy?: string;
              version: number;
            };
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/log': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The newest lines of a site's log; as text/event-stream, to follow
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Lines, oldest first */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/plain': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/notifications': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was told of the site, newest first: sent, waiting, given up
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          limit?: number;
          state?: 'waiting' | 'sent' | 'given up';
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of notifications */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: {
                /**
                 * Format: date-time
                 * @description When there was something to tell.
                 */
                at: string;
                attempts: number;
                /** @enum {string} */
                event:
                  | 'failed'
                  | 'completed-with-errors'
                  | 'recovered'
                  | 'file-late'
                  | 'run-late'
                  | 'run-long'
                  | 'schedule-paused'
                  | 'test';
                /**
                 * Format: uuid
                 * @description The Idempotency-Key of a webhook, and part of the Message-ID of a mail.
                 */
                id: string;
                /** @description Why the last attempt has failed, wholly or for some. */
                lastError?: string;
                /**
                 * Format: date-time
                 * @description While it waits: when it is tried next, at the earliest.
                 */
                nextAttempt?: string;
                /** @description Which of the notifications of the site. */
                notification: string;
                /** Format: uuid */
                run?: string;
                /**
                 * Format: date-time
                 * @description When it was sent, or given up.
                 */
                settledAt?: string;
                /** @enum {string} */
                state: 'waiting' | 'sent' | 'given up';
                text: string;
              }[];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/notifications/{notification}/test': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a trial of a notification, once, now
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          notification: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description What became of it */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** Format: uuid */
              id: string;
              /** @description Why it was not sent, or was refused by some receivers. */
              problem?: string;
              sent: boolean;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, notification-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/runs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The runs of a site, newest first
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          from?: string;
          integration?: string;
          integrationSet?: string;
          limit?: number;
          /** @description Only those with this text in their Run Names, in whichever case. */
          q?: string;
          /** @description Only those a schedule asked for, or only others. */
          scheduled?: 'true' | 'false';
          status?: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
          to?: string;
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of runs */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['Run'][];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    /**
     * Run an integration
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: {
          /** @description The same key and request give the same run, however often they are sent. */
          'Idempotency-Key'?: string;
          /** @description `wait=30`: answer when the run has ended, or after 30 seconds. */
          Prefer?: string;
        };
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** @description The SHA-256 of uploaded files by their names, as their uploads were answered: nothing runs where a name stands for something else by now. */
            contents?: {
              [key: string]: string;
            };
            /** @description Apply, count, and roll back. */
            dryRun?: boolean;
            /** @description Exclusion groups of the site: their records are left out. */
            exclude?: string[];
            /** @description Uploaded files, by the names the integration gives to its external files. */
            externalFiles?: {
              [key: string]: string;
            };
            /** @description An uploaded file; else the integration's own source is taken. */
            file?: string;
            integration?: string;
            /** @description A set, in place of an integration. */
            integrationSet?: string;
            /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
            members?: {
              /** @description Exclusion groups of the site. */
              exclude?: string[];
              /** @description Uploaded files, by the names the integration gives to its external files. */
              externalFiles?: {
                [key: string]: string;
              };
              /** @description An uploaded file; else the integration's own source is taken. */
              file?: string;
              /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
              integration?: string;
              parameters?: {
                [key: string]: string | number | boolean;
              };
            }[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /**
             * @description While another run reads a file of this name; else the integration's own choice.
             * @enum {string}
             */
            onFileInUse?: 'fail' | 'wait';
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
          'application/yaml': {
            /** @description The SHA-256 of uploaded files by their names, as their uploads were answered: nothing runs where a name stands for something else by now. */
            contents?: {
              [key: string]: string;
            };
            /** @description Apply, count, and roll back. */
            dryRun?: boolean;
            /** @description Exclusion groups of the site: their records are left out. */
            exclude?: string[];
            /** @description Uploaded files, by the names the integration gives to its external files. */
            externalFiles?: {
              [key: string]: string;
            };
            /** @description An uploaded file; else the integration's own source is taken. */
            file?: string;
            integration?: string;
            /** @description A set, in place of an integration. */
            integrationSet?: string;
            /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
            members?: {
              /** @description Exclusion groups of the site. */
              exclude?: string[];
              /** @description Uploaded files, by the names the integration gives to its external files. */
              externalFiles?: {
                [key: string]: string;
              };
              /** @description An uploaded file; else the integration's own source is taken. */
              file?: string;
              /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
              integration?: string;
              parameters?: {
                [key: string]: string | number | boolean;
              };
            }[];
            /** @description A unique Run Name; by default the integration and a date-time stamp. */
            name?: string;
            /**
             * @description While another run reads a file of this name; else the integration's own choice.
             * @enum {string}
             */
            onFileInUse?: 'fail' | 'wait';
            parameters?: {
              [key: string]: string | number | boolean;
            };
          };
        };
      };
      responses: {
        /** @description The run has ended while the caller waited */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description The run is In-Progress; Location says where to look */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['RunSummary'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, integration-not-found, integration-set-not-found, file-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-changed, site-stopped, site-stopping, run-name-taken, file-in-use */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-too-large */
        413: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description file-format */
        415: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description parameter-invalid, external-file-invalid, exclusion-invalid, invalid-definition, idempotency-key-reused */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The schedules of a site, by name, each with its next fire
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: {
          /** @description `next` of the page before. */
          cursor?: string;
          enabled?: 'true' | 'false';
          integration?: string;
          integrationSet?: string;
          limit?: number;
          status?: 'Scheduled' | 'Scheduled but Deleted';
        };
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description A page of schedules */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              items: components['schemas']['ScheduleInList'][];
              next?: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/{schedule}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * A schedule with its next fires, in words as well; as application/yaml, its definition alone
     * @description Needs the role viewer.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The schedule */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'];
            'application/yaml': unknown;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    /**
     * Make a schedule, enabled; or edit it, which leaves it enabled or disabled
     * @description Needs the role operator.
     */
    put: {
      parameters: {
        query?: {
          /** @description true: tell what would change, and change nothing. */
          dryRun?: 'true' | 'false';
        };
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': components['schemas']['Schedule'];
          'application/yaml': components['schemas']['Schedule'];
        };
      };
      responses: {
        /** @description Changed, or as it was; or what would change */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'] | components['schemas']['WouldChange'];
          };
        };
        /** @description Made */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    post?: never;
    /**
     * Delete a schedule; its integration or set stays, and so do its runs
     * @description Needs the role operator.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Deleted */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/{schedule}/copy': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Copy a schedule under another name; the copy is enabled, as a new one is
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** @description What the copy is called. */
            name: string;
          };
          'application/yaml': {
            /** @description What the copy is called. */
            name: string;
          };
        };
      };
      responses: {
        /** @description Made */
        201: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description schedule-exists */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/{schedule}/disable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Disable a schedule: no fire of it runs
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Disabled */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/{schedule}/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enable a schedule
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          schedule: string;
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Enabled */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['ScheduleDetail'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/enable': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Enable several schedules, or all that are disabled
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /** @description Which of the site to enable. */
            schedules: 'all' | string[];
          };
          'application/yaml': {
            /** @description Which of the site to enable. */
            schedules: 'all' | string[];
          };
        };
      };
      responses: {
        /** @description Enabled */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** @description Those that were disabled before, by name. */
              enabled: string[];
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found, schedule-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/schedules/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * The next 50 fires of a draft, in words as well, with whatever may surprise
     * @description Needs the role viewer.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody: {
        content: {
          'application/json': {
            /**
             * @description How late a fire may still run, after an outage.
             * @default 10
             */
            catchUpMinutes?: number;
            /** @description Exclusion groups of the site. */
            exclude?: string[];
            /** @description Uploaded files, by the names the integration gives to its external files. */
            externalFiles?: {
              [key: string]: string;
            };
            /** @description An uploaded file; else the integration's own source is taken. */
            file?: string;
            /** @description A calendar of the site; skip: Not Run. before, after: on the nearest day that is none. */
            holidays?: {
              calendar: string;
              /** @enum {string} */
              policy: 'skip' | 'before' | 'after';
            };
            integration?: string;
            integrationSet?: string;
            /**
             * @description Delay by up to so long, by chance.
             * @default 0
             */
            jitterSeconds?: number;
            /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
            members?: {
              /** @description Exclusion groups of the site. */
              exclude?: string[];
              /** @description Uploaded files, by the names the integration gives to its external files. */
              externalFiles?: {
                [key: string]: string;
              };
              /** @description An uploaded file; else the integration's own source is taken. */
              file?: string;
              /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
              integration?: string;
              parameters?: {
                [key: string]: string | number | boolean;
              };
            }[];
            /** @description The schedule that is edited: it is not compared with itself. */
            name?: string;
            /** @enum {string} */
            onFileInUse?: 'fail' | 'wait';
            /**
             * @description While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.
             * @default skip
             * @enum {string}
             */
            overlap?: 'skip' | 'queue' | 'allow' | 'cancel';
            parameters?: {
              [key: string]: string | number | boolean;
            };
            /** @description Disable the schedule after so many runs in a row that have not Completed. */
            pauseAfterFailures?: number;
            recurrence: components['schemas']['Recurrence'];
            /** @description Each run gets it with a date-time stamp; else its default name. */
            runName?: string;
            /**
             * @description Send All or Send Changed of an integration.
             * @enum {string}
             */
            send?: 'all' | 'changed';
          };
          'application/yaml': {
            /**
             * @description How late a fire may still run, after an outage.
             * @default 10
             */
            catchUpMinutes?: number;
            /** @description Exclusion groups of the site. */
            exclude?: string[];
            /** @description Uploaded files, by the names the integration gives to its external files. */
            externalFiles?: {
              [key: string]: string;
            };
            /** @description An uploaded file; else the integration's own source is taken. */
            file?: string;
            /** @description A calendar of the site; skip: Not Run. before, after: on the nearest day that is none. */
            holidays?: {
              calendar: string;
              /** @enum {string} */
              policy: 'skip' | 'before' | 'after';
            };
            integration?: string;
            integrationSet?: string;
            /**
             * @description Delay by up to so long, by chance.
             * @default 0
             */
            jitterSeconds?: number;
            /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
            members?: {
              /** @description Exclusion groups of the site. */
              exclude?: string[];
              /** @description Uploaded files, by the names the integration gives to its external files. */
              externalFiles?: {
                [key: string]: string;
              };
              /** @description An uploaded file; else the integration's own source is taken. */
              file?: string;
              /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
              integration?: string;
              parameters?: {
                [key: string]: string | number | boolean;
              };
            }[];
            /** @description The schedule that is edited: it is not compared with itself. */
            name?: string;
            /** @enum {string} */
            onFileInUse?: 'fail' | 'wait';
            /**
             * @description While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.
             * @default skip
             * @enum {string}
             */
            overlap?: 'skip' | 'queue' | 'allow' | 'cancel';
            parameters?: {
              [key: string]: string | number | boolean;
            };
            /** @description Disable the schedule after so many runs in a row that have not Completed. */
            pauseAfterFailures?: number;
            recurrence: components['schemas']['Recurrence'];
            /** @description Each run gets it with a date-time stamp; else its default name. */
            runName?: string;
            /**
             * @description Send All or Send Changed of an integration.
             * @enum {string}
             */
            send?: 'all' | 'changed';
          };
        };
      };
      responses: {
        /** @description What it would do; nothing is saved */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': components['schemas']['SchedulePreview'];
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description invalid-definition */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/start': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start Site, or plan its start; a start or stop by hand takes a planned one back
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** @description When a stopped site is to start: an ISO 8601 time with offset; at once where absent. */
            at?: string;
            /**
             * @description What becomes of the requests that are held: forgotten, or each run once, in order.
             * @default discard
             * @enum {string}
             */
            held?: 'discard' | 'run';
          };
          'application/yaml': {
            /** @description When a stopped site is to start: an ISO 8601 time with offset; at once where absent. */
            at?: string;
            /**
             * @description What becomes of the requests that are held: forgotten, or each run once, in order.
             * @default discard
             * @enum {string}
             */
            held?: 'discard' | 'run';
          };
        };
      };
      responses: {
        /** @description Started */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              message: string;
            };
          };
        };
        /** @description The start is planned */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              message: string;
              /** Format: date-time */
              startAt: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-stopping, site-not-stopped */
        409: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    /**
     * Take back a planned start
     * @description Needs the role operator.
     */
    delete: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description No start is planned any more */
        204: {
          headers: {
            [name: string]: unknown;
          };
          content?: never;
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/v1/sites/{site}/stop': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop Site, also in the middle of a run; stopped again, a drain may be halted or get another deadline
     * @description Needs the role operator.
     */
    post: {
      parameters: {
        query?: never;
        header?: never;
        path: {
          site: string;
        };
        cookie?: never;
      };
      requestBody?: {
        content: {
          'application/json': {
            /** @description When a drain turns into a halt: an ISO 8601 time with offset, or a duration from now. */
            deadline?: string;
            /**
             * @description halt: running runs end now. drain: they finish first.
             * @default halt
             * @enum {string}
             */
            mode?: 'halt' | 'drain';
            /**
             * @description Required: a brief note such as 'stocktake'.
             * @default
             */
            reason?: string;
          };
          'application/yaml': {
            /** @description When a drain turns into a halt: an ISO 8601 time with offset, or a duration from now. */
            deadline?: string;
            /**
             * @description halt: running runs end now. drain: they finish first.
             * @default halt
             * @enum {string}
             */
            mode?: 'halt' | 'drain';
            /**
             * @description Required: a brief note such as 'stocktake'.
             * @default
             */
            reason?: string;
          };
        };
      };
      responses: {
        /** @description Stopped */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              message: string;
            };
          };
        };
        /** @description Stopping: runs have not ended yet */
        202: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              message: string;
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description site-not-found */
        404: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description reason-required */
        422: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/livez': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the process is up
     * @description Anybody may.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description It is */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              /** @constant */
              status: 'up';
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What is measured, for Prometheus (docs/observability.md)
     * @description Needs the role viewer for all sites.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description The metrics in the text format of Prometheus */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'text/plain': string;
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description unauthenticated */
        401: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description service-unavailable */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether what the service needs is up: the control database, Temporal, a worker, the file store
     * @description Anybody may.
     */
    get: {
      parameters: {
        query?: never;
        header?: never;
        path?: never;
        cookie?: never;
      };
      requestBody?: never;
      responses: {
        /** @description Everything is up */
        200: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              parts: {
                [key: string]: {
                  /** @description Of a part that is down: why, and what to do. */
                  detail?: string;
                  /** @enum {string} */
                  status: 'up' | 'down';
                };
              };
              /** @enum {string} */
              status: 'ready' | 'not ready';
            };
          };
        };
        /** @description invalid-request */
        400: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description forbidden */
        403: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description too-many-requests */
        429: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description internal */
        500: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/problem+json': components['schemas']['Problem'];
          };
        };
        /** @description A part is down: which, why, and what to do */
        503: {
          headers: {
            [name: string]: unknown;
          };
          content: {
            'application/json': {
              parts: {
                [key: string]: {
                  /** @description Of a part that is down: why, and what to do. */
                  detail?: string;
                  /** @enum {string} */
                  status: 'up' | 'down';
                };
              };
              /** @enum {string} */
              status: 'ready' | 'not ready';
            };
          };
        };
      };
    };
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    ApiKey: {
      /** Format: date-time */
      createdAt: string;
      createdBy: string;
      /** Format: date-time */
      expiresAt?: string;
      id: string;
      /**
       * Format: date-time
       * @description To the minute.
       */
      lastUsedAt?: string;
      name: string;
      /** Format: date-time */
      revokedAt?: string;
      revokedBy?: string;
      /** @enum {string} */
      role: 'viewer' | 'operator' | 'admin';
      sites: 'all' | string[];
    };
    AuditEntry: {
      /** @enum {string} */
      action:
        | 'start'
        | 'start-failed'
        | 'stop'
        | 'plan-start'
        | 'cancel-plan'
        | 'deadline'
        | 'clone'
        | 'arm'
        | 'disarm'
        | 'make'
        | 'change'
        | 'delete'
        | 'enable'
        | 'disable'
        | 'copy'
        | 'upload'
        | 'run'
        | 'rerun'
        | 'resubmit'
        | 'halt'
        | 'revoke';
      /** @description The id of the API key. */
      apiKey?: string;
      /** Format: date-time */
      at: string;
      by: string;
      change?: {
        /** @description The definition as it was; null where there was none. */
        from: unknown;
        /** @description Where they differ; none of what was made or deleted as a whole. */
        paths: string[];
        /** @description The definition as it is since; null where there is none. */
        to: unknown;
      };
      /** @description The connection that was armed or disarmed. */
      connection?: string;
      /** @description The schedule it was copied from. */
      copyOf?: string;
      /** @description When the drain turns into a halt. */
      deadline?: string;
      /** @description The file that was uploaded. */
      file?: string;
      /** @description The site it became a copy of. */
      from?: string;
      /** @enum {string} */
      held?: 'discard' | 'run';
      integration?: string;
      integrationSet?: string;
      /** @enum {string} */
      mode?: 'halt' | 'drain';
      reason?: string;
      /**
       * Format: uuid
       * @description The run that was asked for or halted.
       */
      run?: string;
      schedule?: string;
      /** @description When the site is to start. */
      startAt?: string;
    };
    CalendarItem:
      | {
          /**
           * Format: date-time
           * @description When it was due; of a run that no schedule asked for, when it has started.
           */
          at: string;
          /** @enum {string} */
          code?:
            | 'site-not-found'
            | 'integration-not-found'
            | 'integration-set-not-found'
            | 'schedule-not-found'
            | 'connection-not-found'
            | 'notification-not-found'
            | 'run-not-found'
            | 'file-not-found'
            | 'reject-not-found'
            | 'route-not-found'
            | 'unauthenticated'
            | 'forbidden'
            | 'too-many-requests'
            | 'api-key-not-found'
            | 'method-not-allowed'
            | 'invalid-request'
            | 'invalid-definition'
            | 'invalid-file-name'
            | 'reason-required'
            | 'parameter-invalid'
            | 'external-file-invalid'
            | 'exclusion-invalid'
            | 'correction-invalid'
            | 'idempotency-key-reused'
            | 'body-too-slow'
            | 'body-too-large'
            | 'site-stopped'
            | 'site-stopping'
            | 'site-not-stopped'
            | 'run-name-taken'
            | 'run-ended'
            | 'run-in-progress'
            | 'file-in-use'
            | 'file-exists'
            | 'reject-resolved'
            | 'key-loaded-later'
            | 'set-aborted'
            | 'previous-member-failed'
            | 'previous-in-progress'
            | 'fire-missed'
            | 'holiday'
            | 'schedule-disabled'
            | 'schedule-exists'
            | 'connection-not-armed'
            | 'file-format'
            | 'archive-invalid'
            | 'decryption-failed'
            | 'signature-invalid'
            | 'key-invalid'
            | 'file-not-ready'
            | 'file-too-large'
            | 'file-empty'
            | 'file-without-records'
            | 'file-encoding'
            | 'file-nul-byte'
            | 'file-changed'
            | 'header-invalid'
            | 'too-many-rejects'
            | 'too-many-deletes'
            | 'unusual-record-count'
            | 'replace-with-rejects'
            | 'source-invalid'
            | 'target-invalid'
            | 'target-refused'
            | 'connection-invalid'
            | 'secret-not-found'
            | 'target-unavailable'
            | 'halted'
            | 'superseded'
            | 'counts-differ'
            | 'service-unavailable'
            | 'internal';
          /** Format: date-time */
          endedAt?: string;
          integration?: string;
          integrationSet?: string;
          /** Format: date-time */
          intendedAt?: string;
          /** @constant */
          kind: 'run';
          name: string;
          reason?: string;
          /** Format: uuid */
          run: string;
          /** @description The schedule it was a fire of, while there is one. */
          schedule?: string;
          /** Format: date-time */
          startedAt: string;
          /** @enum {string} */
          status: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
          /** @enum {string} */
          trigger: 'manual' | 'rerun' | 'resubmit' | 'signal' | 'schedule';
        }
      | {
          /**
           * Format: date-time
           * @description By the clocks of the schedule's time zone.
           */
          at: string;
          /** @enum {string} */
          code?:
            | 'site-not-found'
            | 'integration-not-found'
            | 'integration-set-not-found'
            | 'schedule-not-found'
            | 'connection-not-found'
            | 'notification-not-found'
            | 'run-not-found'
            | 'file-not-found'
            | 'reject-not-found'
            | 'route-not-found'
            | 'unauthenticated'
            | 'forbidden'
            | 'too-many-requests'
            | 'api-key-not-found'
            | 'method-not-allowed'
            | 'invalid-request'
            | 'invalid-definition'
            | 'invalid-file-name'
            | 'reason-required'
            | 'parameter-invalid'
            | 'external-file-invalid'
            | 'exclusion-invalid'
            | 'correction-invalid'
            | 'idempotency-key-reused'
            | 'body-too-slow'
            | 'body-too-large'
            | 'site-stopped'
            | 'site-stopping'
            | 'site-not-stopped'
            | 'run-name-taken'
            | 'run-ended'
            | 'run-in-progress'
            | 'file-in-use'
            | 'file-exists'
            | 'reject-resolved'
            | 'key-loaded-later'
            | 'set-aborted'
            | 'previous-member-failed'
            | 'previous-in-progress'
            | 'fire-missed'
            | 'holiday'
            | 'schedule-disabled'
            | 'schedule-exists'
            | 'connection-not-armed'
            | 'file-format'
            | 'archive-invalid'
            | 'decryption-failed'
            | 'signature-invalid'
            | 'key-invalid'
            | 'file-not-ready'
            | 'file-too-large'
            | 'file-empty'
            | 'file-without-records'
            | 'file-encoding'
            | 'file-nul-byte'
            | 'file-changed'
            | 'header-invalid'
            | 'too-many-rejects'
            | 'too-many-deletes'
            | 'unusual-record-count'
            | 'replace-with-rejects'
            | 'source-invalid'
            | 'target-invalid'
            | 'target-refused'
            | 'connection-invalid'
            | 'secret-not-found'
            | 'target-unavailable'
            | 'halted'
            | 'superseded'
            | 'counts-differ'
            | 'service-unavailable'
            | 'internal';
          integration?: string;
          integrationSet?: string;
          /** @constant */
          kind: 'fire';
          /** @description Why it will not run. */
          reason?: string;
          runName?: string;
          schedule: string;
          /**
           * @description Whether what it runs is there, whatever else keeps it from running.
           * @enum {string}
           */
          status: 'Scheduled' | 'Scheduled but Deleted';
          /** @description As things are now. */
          willRun: boolean;
        };
    Caller: {
      /**
       * @description none: whoever reaches the API is this caller, and may do everything.
       * @enum {string}
       */
      authentication: 'none' | 'required';
      /** @description Each role with the sites he has it on; a role may also do what those below it may: viewer, operator, admin. */
      grants: {
        /** @enum {string} */
        role: 'viewer' | 'operator' | 'admin';
        sites: 'all' | string[];
      }[];
      /** @description As logs and audits name him. */
      name: string;
    };
    Connection:
      | {
          /** @constant */
          kind: 'postgres';
          /** @description Where the connection URL (postgres://…) is found. */
          url: string;
        }
      | {
          /** @constant */
          kind: 'folder';
          /** @description A folder on the worker; relative to where the worker was started. */
          path: string;
        }
      | {
          host: string;
          /** @description Fingerprints of the keys the server may show, as ssh-keyscan and ssh-keygen -lf print them. Any other is refused. */
          hostKeys: string[];
          /** @constant */
          kind: 'sftp';
          /** @description Where the passphrase of privateKey is found. */
          passphrase?: string;
          password?: string;
          /** @description A folder on the server; relative to the user's own. */
          path: string;
          /** @default 22 */
          port: number;
          /** @description Where a private key (OpenSSH or PEM) is found. */
          privateKey?: string;
          user: string;
        }
      | {
          /**
           * @description Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.
           * @default false
           */
          allowPrivate: boolean;
          /**
           * @description What is asked to see whether the endpoint is there: HEAD url where nothing is said.
           * @default {}
           */
          check: {
            /**
             * @default HEAD
             * @enum {string}
             */
            method: 'GET' | 'HEAD';
            path?: string;
          };
          /**
           * @description Headers of every request, by name; where the value of each is found.
           * @default {}
           */
          headers: {
            [key: string]: string;
          };
          /** @constant */
          kind: 'http';
          password?: string;
          /**
           * @description How long to wait for a connection, for an answer to begin, and while nothing of it comes.
           * @default 30
           */
          timeoutSeconds: number;
          /** @description Sent as Authorization: Bearer. */
          token?: string;
          /** @description Where the endpoint is, http:// or https://. Redirects are not followed. */
          url: string;
          /** @description With password: basic authentication. */
          user?: string;
        }
      | {
          /** @constant */
          kind: 'pgp-key';
          /**
           * @description Armored private keys that may decrypt; several while keys are rotated.
           * @default []
           */
          privateKeys: {
            key: string;
            passphrase?: string;
          }[];
          /**
           * @description Armored public keys of senders, to verify signatures.
           * @default []
           */
          publicKeys: string[];
        };
    ExportIntegration: {
      description?: string;
      /** @default {} */
      dialect: {
        /** @description A line that begins so is no record. */
        commentChar?: string;
        /**
         * @description Lines that are no records, counted from 1.
         * @default []
         */
        commentRows: number[];
        /**
         * @description Between two fields.
         * @default ,
         */
        delimiter: string;
        /**
         * @description A quote inside a quoted field is written twice.
         * @default true
         */
        doubleQuote: boolean;
        /** @description Escapes a quote instead of doubling it. */
        escapeChar?: string;
        /**
         * @description The first line names the fields.
         * @default true
         */
        header: boolean;
        /**
         * @description Stands between the parts of a name that comes from several headerRows.
         * @default
         */
        headerJoin: string;
        /** @description The lines that name the fields, counted from 1; what stands before and between them is passed over. Default: the first that is not blank. */
        headerRows?: number[];
        /** @description A field that reads so has no value. */
        nullSequence?: string;
        /**
         * @description Around a field that contains a delimiter, a quote or a line end.
         * @default "
         */
        quoteChar: string;
        /**
         * @description Spaces after a delimiter do not count.
         * @default false
         */
        skipInitialSpace: boolean;
      };
      /** @constant */
      direction: 'export';
      /**
       * @description How the file is encoded; a file whose bytes do not fit is refused.
       * @default utf-8
       * @enum {string}
       */
      encoding:
        | 'utf-8'
        | 'utf-16'
        | 'utf-16le'
        | 'utf-16be'
        | 'windows-1250'
        | 'windows-1251'
        | 'windows-1252'
        | 'windows-1253'
        | 'windows-1254'
        | 'windows-1255'
        | 'windows-1256'
        | 'windows-1257'
        | 'windows-1258'
        | 'windows-874'
        | 'iso-8859-1'
        | 'iso-8859-2'
        | 'iso-8859-3'
        | 'iso-8859-4'
        | 'iso-8859-5'
        | 'iso-8859-6'
        | 'iso-8859-7'
        | 'iso-8859-8'
        | 'iso-8859-9'
        | 'iso-8859-10'
        | 'iso-8859-11'
        | 'iso-8859-13'
        | 'iso-8859-14'
        | 'iso-8859-15'
        | 'iso-8859-16'
        | 'ibm437'
        | 'ibm850'
        | 'ibm866'
        | 'koi8-r'
        | 'koi8-u'
        | 'macintosh'
        | 'x-mac-cyrillic'
        | 'shift_jis'
        | 'euc-jp'
        | 'gbk'
        | 'gb18030'
        | 'big5'
        | 'euc-kr';
      /** @description In their order. All columns of the source where nothing is said. */
      fields?: (
        | string
        | {
            from?: string;
            name: string;
          }
      )[];
      /** @default {} */
      limits: {
        /** @description Of the records that were sent before. */
        maxDeletes?: number | string;
        recordCount?: {
          atLeast?: string;
          atMost?: string;
          /**
           * @description The mean of so many runs is the measure.
           * @default 5
           */
          ofLast: number;
        };
      };
      /** @default [] */
      parameters: {
        default?: string | number | boolean;
        description?: string;
        name: string;
        /** @default false */
        required?: boolean;
        /**
         * @default string
         * @enum {string}
         */
        type?: 'string' | 'integer' | 'number' | 'boolean' | 'date';
      }[];
      /** @description The keys of an encrypted file: it is encrypted for the connection's publicKeys, signed with its first privateKey. */
      pgp?: {
        connection: string;
        /** @default false */
        sign: boolean;
      };
      /** @description Names a record, by names of fields. Send Changed goes by it, and so does the order of the records. */
      primaryKey?: string | string[];
      source: {
        /** @description A postgres connection. */
        connection: string;
        /** @description One SELECT, without a semicolon; :name stands for the value of the parameter of that name. */
        query?: string;
        table?: string;
      };
      target:
        | {
            /** @description A folder, sftp or http connection. */
            connection: string;
            /** @description A second file, with the keys of the records that are gone. Where none is named, they are not told. */
            deletedFile?: string;
            /** @description Its name, which tells what it is: .csv or .jsonl, then perhaps .zip, then perhaps .pgp or .gpg. {site}, {run} and {date:yyyyMMdd} stand for the site, the Run Name and the day of the run. */
            file: string;
            /**
             * @description What becomes of a file of that name that is there already.
             * @default replace
             * @enum {string}
             */
            onExisting: 'replace' | 'fail';
          }
        | {
            /** @description An http connection. */
            connection: string;
            records: {
              /** @default 500 */
              batchSize: number;
              /** @description Where the keys of records that are gone are sent to. Where none is named, they are not told. */
              deletedPath?: string;
              /** @description Where records are sent to, below the connection's url. */
              path?: string;
            };
          };
    };
    ImportIntegration: {
      description?: string;
      /** @default {} */
      dialect: {
        /** @description A line that begins so is no record. */
        commentChar?: string;
        /**
         * @description Lines that are no records, counted from 1.
         * @default []
         */
        commentRows: number[];
        /**
         * @description Between two fields.
         * @default ,
         */
        delimiter: string;
        /**
         * @description A quote inside a quoted field is written twice.
         * @default true
         */
        doubleQuote: boolean;
        /** @description Escapes a quote instead of doubling it. */
        escapeChar?: string;
        /**
         * @description The first line names the fields.
         * @default true
         */
        header: boolean;
        /**
         * @description Stands between the parts of a name that comes from several headerRows.
         * @default
         */
        headerJoin: string;
        /** @description The lines that name the fields, counted from 1; what stands before and between them is passed over. Default: the first that is not blank. */
        headerRows?: number[];
        /** @description A field that reads so has no value. */
        nullSequence?: string;
        /**
         * @description Around a field that contains a delimiter, a quote or a line end.
         * @default "
         */
        quoteChar: string;
        /**
         * @description Spaces after a delimiter do not count.
         * @default false
         */
        skipInitialSpace: boolean;
      };
      /**
       * @default import
       * @constant
       */
      direction: 'import';
      /**
       * @description How the file is encoded; a file whose bytes do not fit is refused.
       * @default utf-8
       * @enum {string}
       */
      encoding:
        | 'utf-8'
        | 'utf-16'
        | 'utf-16le'
        | 'utf-16be'
        | 'windows-1250'
        | 'windows-1251'
        | 'windows-1252'
        | 'windows-1253'
        | 'windows-1254'
        | 'windows-1255'
        | 'windows-1256'
        | 'windows-1257'
        | 'windows-1258'
        | 'windows-874'
        | 'iso-8859-1'
        | 'iso-8859-2'
        | 'iso-8859-3'
        | 'iso-8859-4'
        | 'iso-8859-5'
        | 'iso-8859-6'
        | 'iso-8859-7'
        | 'iso-8859-8'
        | 'iso-8859-9'
        | 'iso-8859-10'
        | 'iso-8859-11'
        | 'iso-8859-13'
        | 'iso-8859-14'
        | 'iso-8859-15'
        | 'iso-8859-16'
        | 'ibm437'
        | 'ibm850'
        | 'ibm866'
        | 'koi8-r'
        | 'koi8-u'
        | 'macintosh'
        | 'x-mac-cyrillic'
        | 'shift_jis'
        | 'euc-jp'
        | 'gbk'
        | 'gb18030'
        | 'big5'
        | 'euc-kr';
      /** @default [] */
      externalFiles: {
        description?: string;
        /** @default {} */
        dialect: {
          /** @description A line that begins so is no record. */
          commentChar?: string;
          /**
           * @description Lines that are no records, counted from 1.
           * @default []
           */
          commentRows: number[];
          /**
           * @description Between two fields.
           * @default ,
           */
          delimiter: string;
          /**
           * @description A quote inside a quoted field is written twice.
           * @default true
           */
          doubleQuote: boolean;
          /** @description Escapes a quote instead of doubling it. */
          escapeChar?: string;
          /**
           * @description The first line names the fields.
           * @default true
           */
          header: boolean;
          /**
           * @description Stands between the parts of a name that comes from several headerRows.
           * @default
           */
          headerJoin: string;
          /** @description The lines that name the fields, counted from 1; what stands before and between them is passed over. Default: the first that is not blank. */
          headerRows?: number[];
          /** @description A field that reads so has no value. */
          nullSequence?: string;
          /**
           * @description Around a field that contains a delimiter, a quote or a line end.
           * @default "
           */
          quoteChar: string;
          /**
           * @description Spaces after a delimiter do not count.
           * @default false
           */
          skipInitialSpace: boolean;
        };
        /**
         * @description How the file is encoded; a file whose bytes do not fit is refused.
         * @default utf-8
         * @enum {string}
         */
        encoding:
          | 'utf-8'
          | 'utf-16'
          | 'utf-16le'
          | 'utf-16be'
          | 'windows-1250'
          | 'windows-1251'
          | 'windows-1252'
          | 'windows-1253'
          | 'windows-1254'
          | 'windows-1255'
          | 'windows-1256'
          | 'windows-1257'
          | 'windows-1258'
          | 'windows-874'
          | 'iso-8859-1'
          | 'iso-8859-2'
          | 'iso-8859-3'
          | 'iso-8859-4'
          | 'iso-8859-5'
          | 'iso-8859-6'
          | 'iso-8859-7'
          | 'iso-8859-8'
          | 'iso-8859-9'
          | 'iso-8859-10'
          | 'iso-8859-11'
          | 'iso-8859-13'
          | 'iso-8859-14'
          | 'iso-8859-15'
          | 'iso-8859-16'
          | 'ibm437'
          | 'ibm850'
          | 'ibm866'
          | 'koi8-r'
          | 'koi8-u'
          | 'macintosh'
          | 'x-mac-cyrillic'
          | 'shift_jis'
          | 'euc-jp'
          | 'gbk'
          | 'gb18030'
          | 'big5'
          | 'euc-kr';
        /** @description The upload that is taken when a run names none. */
        file?: string;
        /** @description The column whose texts are looked up; each stands there once. */
        key: string;
        name: string;
        /**
         * @description false: without the file, what is looked up has no value.
         * @default true
         */
        required: boolean;
      }[];
      /** @default {} */
      limits: {
        /** @description Of a plain or encrypted file. */
        maxBytes?: number | string;
        /** @description Of the records in the target; mode replace. */
        maxDeletes?: number | string;
        /** @description A size in bytes, or with a unit: 512kB, 1MB, 2GB (1 MB is 1,048,576 bytes). */
        maxRecordBytes?: number | string;
        /** @description A number of records, such as 100, or a share, such as 5%. */
        maxRejects?: number | string;
        /** @description Of what is inside. */
        maxUnpackedBytes?: number | string;
        /** @description Of a .zip, also when it is encrypted. */
        maxZipBytes?: number | string;
        recordCount?: {
          atLeast?: string;
          atMost?: string;
          /**
           * @description The mean of so many runs is the measure.
           * @default 5
           */
          ofLast: number;
        };
      };
      /** @default {} */
      mapping: {
        [key: string]: {
          /** @description The column of the source file whose text is looked up. */
          by?: string;
          /** @enum {string} */
          case?: 'upper' | 'lower';
          /** @description The column's name in the header; or, with lookup, in the external file. */
          column?: string;
          constant?: string | number | boolean;
          /** @description The external file the value is looked up in. */
          lookup?: string;
          /** @description The value of the run's parameter. */
          parameter?: string;
          /** @description Without white space around it, also when it is looked up. */
          trim?: boolean;
        };
      };
      /**
       * @default fail
       * @enum {string}
       */
      onFileInUse: 'fail' | 'wait';
      /** @default [] */
      parameters: {
        default?: string | number | boolean;
        description?: string;
        name: string;
        /** @default false */
        required?: boolean;
        /**
         * @default string
         * @enum {string}
         */
        type?: 'string' | 'integer' | 'number' | 'boolean' | 'date';
      }[];
      /** @description The keys of encrypted files: a pgp-key connection, and whose signature they must have. */
      pgp?: {
        connection: string;
        requireSignedBy?: string[];
      };
      schema: components['schemas']['TableSchema'];
      /** @description Where the file is taken from when a run brings none of its own. */
      source?: {
        /** @description The folder, inside the connection's, for files that were loaded. */
        archive?: string;
        connection: string;
        /** @description A file is complete when this one is there, such as {file}.done. Settling is not waited for then. */
        doneFile?: string;
        /** @description By when a run is to have taken it, on its days; else the site tells of file-late. */
        expectedBy?: {
          /** @description On which days; every day where nothing is said. */
          days?: ('Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday')[];
          time: string;
        };
        /** @description The same for files of runs that failed. */
        failed?: string;
        /** @description Its name; {site}, {date:yyyyMMdd} (also yy, HH, mm, ss) and {date-1d:…} stand for the site and the day of the run. */
        file: string;
        /** @description A file is complete when its size and time have not changed for so long; 2 where nothing is said. */
        settleSeconds?: number;
      };
      target: {
        connection: string;
        /**
         * @description insert: new records only. upsert: insert or update by primaryKey. replace: the table holds what the file holds.
         * @enum {string}
         */
        mode: 'insert' | 'upsert' | 'replace';
        /**
         * @description Of records with the same key in one file: refuse the later ones, or apply the last.
         * @default reject
         * @enum {string}
         */
        onDuplicateKey: 'reject' | 'last';
        table: string;
      };
    };
    Integration: components['schemas']['ImportIntegration'] | components['schemas']['ExportIntegration'];
    IntegrationSet: {
      /**
       * @description A member that ends Failed or Completed with Errors stops the set.
       * @default false
       */
      abortOnFailure: boolean;
      description?: string;
      members: {
        /** @description Exclusion groups of the site. */
        exclude?: string[];
        /** @description Uploaded files, by the names the integration gives to its external files. */
        externalFiles?: {
          [key: string]: string;
        };
        /** @description An uploaded file; else the integration's own source is taken. */
        file?: string;
        integration: string;
        /**
         * @description When this member has not Completed; else as abortOnFailure of the set says.
         * @enum {string}
         */
        onFailure?: 'abort' | 'continue';
        parameters?: {
          [key: string]: string | number | boolean;
        };
        /**
         * @description previousSucceeded: only if the member before it has Completed.
         * @default always
         * @enum {string}
         */
        when: 'always' | 'previousSucceeded';
      }[];
    };
    Problem: {
      code: string;
      /** @description What happened, where, what was expected, what to do. */
      detail: string;
      errors?: {
        /** @description Where in that line, from 1. */
        column?: number;
        /** @description The line, from 1, of what it is about, where the body was JSON or YAML. */
        line?: number;
        message: string;
        path: string;
      }[];
      instance?: string;
      status: number;
      title: string;
      type: string;
    };
    Recurrence:
      | {
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'One Time';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          days: (number | 'last')[];
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /**
           * @default [
           *       "January",
           *       "February",
           *       "March",
           *       "April",
           *       "May",
           *       "June",
           *       "July",
           *       "August",
           *       "September",
           *       "October",
           *       "November",
           *       "December"
           *     ]
           */
          months: (
            | 'January'
            | 'February'
            | 'March'
            | 'April'
            | 'May'
            | 'June'
            | 'July'
            | 'August'
            | 'September'
            | 'October'
            | 'November'
            | 'December'
          )[];
          /** @constant */
          repeats: 'By Month';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          days: ('Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday')[];
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          every: number;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'By Week';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          every: number;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'By Day';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          every: number;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'By Hour';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          every: number;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'By Minute';
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        }
      | {
          /**
           * @description The last day.
           * @default Forever
           */
          end: 'Forever' | string;
          /**
           * @description A local time the clocks show twice: at which of the two to fire.
           * @default first
           * @enum {string}
           */
          fold: 'first' | 'second' | 'both';
          /**
           * @description A local time the clocks pass over: fire as soon as they have, or not that day.
           * @default next
           * @enum {string}
           */
          gap: 'next' | 'skip';
          /** @constant */
          repeats: 'By Rule';
          rule: string;
          /**
           * Format: date
           * @description The first day, where the time zone is: yyyy-MM-dd.
           */
          startDate: string;
          /** @description The time of day there: HH:mm. */
          startTime: string;
          /** @description The site's where none is said. */
          timeZone?: string;
        };
    Reject: {
      /** @description Where it begins in the file, in bytes from 0. */
      byteOffset: number;
      /** @description The line of the file it begins on, counted from 1. */
      line: number;
      /** @description The text as it stood in the file, without its line end. */
      raw: string;
      reasons: {
        /** @enum {string} */
        code:
          | 'quote-not-closed'
          | 'quote-misplaced'
          | 'field-count'
          | 'record-too-long'
          | 'field-too-long'
          | 'type'
          | 'format'
          | 'required'
          | 'minLength'
          | 'maxLength'
          | 'minimum'
          | 'maximum'
          | 'pattern'
          | 'exclusiveMinimum'
          | 'exclusiveMaximum'
          | 'jsonSchema'
          | 'enum'
          | 'unique'
          | 'foreignKey'
          | 'lookup'
          | 'duplicate-key'
          | 'key-exists'
          | 'key-loaded-later'
          | 'target-type'
          | 'target-required'
          | 'target-check'
          | 'target-foreign-key'
          | 'target-unique'
          | 'target-refused';
        /** @description The target's constraint that refused the record. */
        constraint?: string;
        field?: string;
        message: string;
      }[];
      /** @description Counted from 1, the header not counted. */
      record: number;
      /**
       * Format: uuid
       * @description The run in which its correction went through.
       */
      resolvedBy?: string;
      /**
       * Format: uuid
       * @description The later run that has brought its key again.
       */
      supersededBy?: string;
      /**
       * Format: uuid
       * @description The run in which its correction is on its way.
       */
      underWayIn?: string;
      /** @description Its texts by column; absent where the line could not be read as a record. */
      values?: {
        [key: string]: string;
      };
    };
    RejectColumn: {
      /** @description The texts that stand for the allowed values. */
      enum?: string[];
      /** @description The fields that its text becomes, or is looked up for: reasons for them are about this column. */
      fields: string[];
      /** @description As in the schema of the integration. */
      format?: string;
      name: string;
      /** @description As in the schema; the mapping may trim a text or change its case first. */
      pattern?: string;
      /** @description Whether a record without a text here is refused. */
      required: boolean;
      /**
       * @description Of its texts; any where no field is read from it.
       * @enum {string}
       */
      type:
        | 'string'
        | 'integer'
        | 'number'
        | 'boolean'
        | 'object'
        | 'array'
        | 'list'
        | 'date'
        | 'time'
        | 'datetime'
        | 'year'
        | 'yearmonth'
        | 'duration'
        | 'geopoint'
        | 'geojson'
        | 'any';
    };
    Run: {
      /** @enum {string} */
      code?:
        | 'site-not-found'
        | 'integration-not-found'
        | 'integration-set-not-found'
        | 'schedule-not-found'
        | 'connection-not-found'
        | 'notification-not-found'
        | 'run-not-found'
        | 'file-not-found'
        | 'reject-not-found'
        | 'route-not-found'
        | 'unauthenticated'
        | 'forbidden'
        | 'too-many-requests'
        | 'api-key-not-found'
        | 'method-not-allowed'
        | 'invalid-request'
        | 'invalid-definition'
        | 'invalid-file-name'
        | 'reason-required'
        | 'parameter-invalid'
        | 'external-file-invalid'
        | 'exclusion-invalid'
        | 'correction-invalid'
        | 'idempotency-key-reused'
        | 'body-too-slow'
        | 'body-too-large'
        | 'site-stopped'
        | 'site-stopping'
        | 'site-not-stopped'
        | 'run-name-taken'
        | 'run-ended'
        | 'run-in-progress'
        | 'file-in-use'
        | 'file-exists'
        | 'reject-resolved'
        | 'key-loaded-later'
        | 'set-aborted'
        | 'previous-member-failed'
        | 'previous-in-progress'
        | 'fire-missed'
        | 'holiday'
        | 'schedule-disabled'
        | 'schedule-exists'
        | 'connection-not-armed'
        | 'file-format'
        | 'archive-invalid'
        | 'decryption-failed'
        | 'signature-invalid'
        | 'key-invalid'
        | 'file-not-ready'
        | 'file-too-large'
        | 'file-empty'
        | 'file-without-records'
        | 'file-encoding'
        | 'file-nul-byte'
        | 'file-changed'
        | 'header-invalid'
        | 'too-many-rejects'
        | 'too-many-deletes'
        | 'unusual-record-count'
        | 'replace-with-rejects'
        | 'source-invalid'
        | 'target-invalid'
        | 'target-refused'
        | 'connection-invalid'
        | 'secret-not-found'
        | 'target-unavailable'
        | 'halted'
        | 'superseded'
        | 'counts-differ'
        | 'service-unavailable'
        | 'internal';
      counts: components['schemas']['RunCounts'];
      /** @description Of the integration, or of the set. */
      definitionVersion: number;
      /** @enum {string} */
      direction?: 'import' | 'export';
      /** @description Applied and rolled back: the counts say what would have been. */
      dryRun: boolean;
      durationSeconds?: number;
      /** Format: date-time */
      endedAt?: string;
      /** @description The exclusion groups whose records it left out. */
      exclude: string[];
      externalFiles: {
        [key: string]: {
          bytes: number;
          name: string;
          sha256: string;
        };
      };
      file?: {
        bytes?: number;
        name: string;
        sha256?: string;
      };
      /** Format: uuid */
      id: string;
      integration?: string;
      /** @description Where it is the run of a set. */
      integrationSet?: string;
      /**
       * Format: date-time
       * @description When its schedule had it due.
       */
      intendedAt?: string;
      liftedGuards: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
      /** @description The run of the set it is a member of, and its place there, from 1. */
      memberOf?: {
        position: number;
        /** Format: uuid */
        run: string;
      };
      name: string;
      parameters: {
        [key: string]: string | number | boolean;
      };
      /** @description Why it is not Completed, or was halted or failed after its records had been applied. */
      reason?: string;
      requestedBy: string;
      /** Format: uuid */
      rerunOf?: string;
      /**
       * Format: uuid
       * @description The run whose rejects it sends again, corrected.
       */
      resubmits?: string;
      /**
       * @description Send All or Send Changed, where it is one.
       * @enum {string}
       */
      send?: 'all' | 'changed';
      site: string;
      /** Format: date-time */
      startedAt: string;
      /** @enum {string} */
      status: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
      temporal: {
        url?: string;
        workflowId: string;
      };
      /** @enum {string} */
      trigger: 'manual' | 'rerun' | 'resubmit' | 'signal' | 'schedule';
    };
    RunCounts: {
      applied: number;
      deleted: number;
      excluded: number;
      inserted: number;
      read: number;
      rejected: number;
      unchanged: number;
      updated: number;
    };
    RunProgress: {
      /** @description Of the file that is read. */
      bytes?: number;
      /** @description Read so far; of records that are sent, those that have arrived. */
      records: number;
      /** @description Until all of it is read, at the speed so far. */
      secondsLeft?: number;
      /** @enum {string} */
      step: 'receive' | 'open' | 'load' | 'put-away' | 'collect' | 'deliver' | 'send' | 'acknowledge';
      totalBytes?: number;
    };
    RunSummary: {
      /** @enum {string} */
      code?:
        | 'site-not-found'
        | 'integration-not-found'
        | 'integration-set-not-found'
        | 'schedule-not-found'
        | 'connection-not-found'
        | 'notification-not-found'
        | 'run-not-found'
        | 'file-not-found'
        | 'reject-not-found'
        | 'route-not-found'
        | 'unauthenticated'
        | 'forbidden'
        | 'too-many-requests'
        | 'api-key-not-found'
        | 'method-not-allowed'
        | 'invalid-request'
        | 'invalid-definition'
        | 'invalid-file-name'
        | 'reason-required'
        | 'parameter-invalid'
        | 'external-file-invalid'
        | 'exclusion-invalid'
        | 'correction-invalid'
        | 'idempotency-key-reused'
        | 'body-too-slow'
        | 'body-too-large'
        | 'site-stopped'
        | 'site-stopping'
        | 'site-not-stopped'
        | 'run-name-taken'
        | 'run-ended'
        | 'run-in-progress'
        | 'file-in-use'
        | 'file-exists'
        | 'reject-resolved'
        | 'key-loaded-later'
        | 'set-aborted'
        | 'previous-member-failed'
        | 'previous-in-progress'
        | 'fire-missed'
        | 'holiday'
        | 'schedule-disabled'
        | 'schedule-exists'
        | 'connection-not-armed'
        | 'file-format'
        | 'archive-invalid'
        | 'decryption-failed'
        | 'signature-invalid'
        | 'key-invalid'
        | 'file-not-ready'
        | 'file-too-large'
        | 'file-empty'
        | 'file-without-records'
        | 'file-encoding'
        | 'file-nul-byte'
        | 'file-changed'
        | 'header-invalid'
        | 'too-many-rejects'
        | 'too-many-deletes'
        | 'unusual-record-count'
        | 'replace-with-rejects'
        | 'source-invalid'
        | 'target-invalid'
        | 'target-refused'
        | 'connection-invalid'
        | 'secret-not-found'
        | 'target-unavailable'
        | 'halted'
        | 'superseded'
        | 'counts-differ'
        | 'service-unavailable'
        | 'internal';
      counts: components['schemas']['RunCounts'];
      /** @description Of the integration, or of the set. */
      definitionVersion: number;
      /** @enum {string} */
      direction?: 'import' | 'export';
      /** @description Applied and rolled back: the counts say what would have been. */
      dryRun: boolean;
      durationSeconds?: number;
      /** Format: date-time */
      endedAt?: string;
      /** @description The exclusion groups whose records it left out. */
      exclude: string[];
      externalFiles: {
        [key: string]: {
          bytes: number;
          name: string;
          sha256: string;
        };
      };
      file?: {
        bytes?: number;
        name: string;
        sha256?: string;
      };
      /** Format: uuid */
      id: string;
      integration?: string;
      /** @description Where it is the run of a set. */
      integrationSet?: string;
      /**
       * Format: date-time
       * @description When its schedule had it due.
       */
      intendedAt?: string;
      liftedGuards: ('maxRejects' | 'maxDeletes' | 'recordCount')[];
      /** @description The run of the set it is a member of, and its place there, from 1. */
      memberOf?: {
        position: number;
        /** Format: uuid */
        run: string;
      };
      /** @description Of the run of a set, in their order. */
      members?: {
        definitionVersion: number;
        integration: string;
        name?: string;
        position: number;
        reason?: string;
        /**
         * @description It has Completed in an earlier run of the set.
         * @constant
         */
        repeated?: false;
        /**
         * Format: uuid
         * @description Absent while it has not begun.
         */
        run?: string;
        /** @enum {string} */
        status?: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
      }[];
      name: string;
      parameters: {
        [key: string]: string | number | boolean;
      };
      /** @description While it moves records: how far it has come. */
      progress?: components['schemas']['RunProgress'];
      /** @description Why it is not Completed, or was halted or failed after its records had been applied. */
      reason?: string;
      requestedBy: string;
      /** Format: uuid */
      rerunOf?: string;
      /**
       * Format: uuid
       * @description The run whose rejects it sends again, corrected.
       */
      resubmits?: string;
      /**
       * @description Send All or Send Changed, where it is one.
       * @enum {string}
       */
      send?: 'all' | 'changed';
      site: string;
      /** Format: date-time */
      startedAt: string;
      /** @enum {string} */
      status: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
      steps: {
        /** Format: date-time */
        endedAt?: string;
        seconds?: number;
        /** Format: date-time */
        startedAt: string;
        /** @enum {string} */
        step: 'receive' | 'open' | 'load' | 'put-away' | 'collect' | 'deliver' | 'send' | 'acknowledge';
      }[];
      temporal: {
        url?: string;
        workflowId: string;
      };
      /** @enum {string} */
      trigger: 'manual' | 'rerun' | 'resubmit' | 'signal' | 'schedule';
    };
    Schedule: {
      /**
       * @description How late a fire may still run, after an outage.
       * @default 10
       */
      catchUpMinutes: number;
      /** @description Exclusion groups of the site. */
      exclude?: string[];
      /** @description Uploaded files, by the names the integration gives to its external files. */
      externalFiles?: {
        [key: string]: string;
      };
      /** @description An uploaded file; else the integration's own source is taken. */
      file?: string;
      /** @description A calendar of the site; skip: Not Run. before, after: on the nearest day that is none. */
      holidays?: {
        calendar: string;
        /** @enum {string} */
        policy: 'skip' | 'before' | 'after';
      };
      integration?: string;
      integrationSet?: string;
      /**
       * @description Delay by up to so long, by chance.
       * @default 0
       */
      jitterSeconds: number;
      /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
      members?: {
        /** @description Exclusion groups of the site. */
        exclude?: string[];
        /** @description Uploaded files, by the names the integration gives to its external files. */
        externalFiles?: {
          [key: string]: string;
        };
        /** @description An uploaded file; else the integration's own source is taken. */
        file?: string;
        /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
        integration?: string;
        parameters?: {
          [key: string]: string | number | boolean;
        };
      }[];
      /** @enum {string} */
      onFileInUse?: 'fail' | 'wait';
      /**
       * @description While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.
       * @default skip
       * @enum {string}
       */
      overlap: 'skip' | 'queue' | 'allow' | 'cancel';
      parameters?: {
        [key: string]: string | number | boolean;
      };
      /** @description Disable the schedule after so many runs in a row that have not Completed. */
      pauseAfterFailures?: number;
      recurrence: components['schemas']['Recurrence'];
      /** @description Each run gets it with a date-time stamp; else its default name. */
      runName?: string;
      /**
       * @description Send All or Send Changed of an integration.
       * @enum {string}
       */
      send?: 'all' | 'changed';
    };
    ScheduleDetail: {
      /**
       * @description How late a fire may still run, after an outage.
       * @default 10
       */
      catchUpMinutes: number;
      /** Format: date-time */
      changedAt: string;
      enabled: boolean;
      /** @description Exclusion groups of the site. */
      exclude?: string[];
      /** @description Uploaded files, by the names the integration gives to its external files. */
      externalFiles?: {
        [key: string]: string;
      };
      /** @description An uploaded file; else the integration's own source is taken. */
      file?: string;
      /** @description A calendar of the site; skip: Not Run. before, after: on the nearest day that is none. */
      holidays?: {
        calendar: string;
        /** @enum {string} */
        policy: 'skip' | 'before' | 'after';
      };
      integration?: string;
      integrationSet?: string;
      /**
       * @description Delay by up to so long, by chance.
       * @default 0
       */
      jitterSeconds: number;
      /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
      members?: {
        /** @description Exclusion groups of the site. */
        exclude?: string[];
        /** @description Uploaded files, by the names the integration gives to its external files. */
        externalFiles?: {
          [key: string]: string;
        };
        /** @description An uploaded file; else the integration's own source is taken. */
        file?: string;
        /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
        integration?: string;
        parameters?: {
          [key: string]: string | number | boolean;
        };
      }[];
      name: string;
      nextFires: string[];
      /** @description Who changed it last, and what. */
      note: string;
      /** @enum {string} */
      onFileInUse?: 'fail' | 'wait';
      /**
       * @description While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.
       * @default skip
       * @enum {string}
       */
      overlap: 'skip' | 'queue' | 'allow' | 'cancel';
      parameters?: {
        [key: string]: string | number | boolean;
      };
      /** @description Disable the schedule after so many runs in a row that have not Completed. */
      pauseAfterFailures?: number;
      recurrence: components['schemas']['Recurrence'];
      /** @description The same in RFC 5545, where it goes by days. */
      rule?: string;
      /** @description Each run gets it with a date-time stamp; else its default name. */
      runName?: string;
      /**
       * @description Send All or Send Changed of an integration.
       * @enum {string}
       */
      send?: 'all' | 'changed';
      /**
       * @description Scheduled but Deleted: what it runs was deleted, its fires end Failed.
       * @enum {string}
       */
      status: 'Scheduled' | 'Scheduled but Deleted';
      surprises: components['schemas']['Surprise'][];
      /** @description Its own, or the site's. */
      timeZone: string;
      /** @description Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever */
      words: string;
    };
    ScheduleInList: {
      /**
       * @description How late a fire may still run, after an outage.
       * @default 10
       */
      catchUpMinutes: number;
      /** Format: date-time */
      changedAt: string;
      enabled: boolean;
      /** @description Exclusion groups of the site. */
      exclude?: string[];
      /** @description Uploaded files, by the names the integration gives to its external files. */
      externalFiles?: {
        [key: string]: string;
      };
      /** @description An uploaded file; else the integration's own source is taken. */
      file?: string;
      /** @description A calendar of the site; skip: Not Run. before, after: on the nearest day that is none. */
      holidays?: {
        calendar: string;
        /** @enum {string} */
        policy: 'skip' | 'before' | 'after';
      };
      integration?: string;
      integrationSet?: string;
      /**
       * @description Delay by up to so long, by chance.
       * @default 0
       */
      jitterSeconds: number;
      /** @description Of a set: what its members are given, by position; what is absent is as the set says. */
      members?: {
        /** @description Exclusion groups of the site. */
        exclude?: string[];
        /** @description Uploaded files, by the names the integration gives to its external files. */
        externalFiles?: {
          [key: string]: string;
        };
        /** @description An uploaded file; else the integration's own source is taken. */
        file?: string;
        /** @description Which member it is meant for: said, it is given to no other one, whatever becomes of the set. */
        integration?: string;
        parameters?: {
          [key: string]: string | number | boolean;
        };
      }[];
      name: string;
      /** Format: date-time */
      nextFire?: string;
      /** @description Who changed it last, and what. */
      note: string;
      /** @enum {string} */
      onFileInUse?: 'fail' | 'wait';
      /**
       * @description While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.
       * @default skip
       * @enum {string}
       */
      overlap: 'skip' | 'queue' | 'allow' | 'cancel';
      parameters?: {
        [key: string]: string | number | boolean;
      };
      /** @description Disable the schedule after so many runs in a row that have not Completed. */
      pauseAfterFailures?: number;
      recurrence: components['schemas']['Recurrence'];
      /** @description The same in RFC 5545, where it goes by days. */
      rule?: string;
      /** @description Each run gets it with a date-time stamp; else its default name. */
      runName?: string;
      /**
       * @description Send All or Send Changed of an integration.
       * @enum {string}
       */
      send?: 'all' | 'changed';
      /**
       * @description Scheduled but Deleted: what it runs was deleted, its fires end Failed.
       * @enum {string}
       */
      status: 'Scheduled' | 'Scheduled but Deleted';
      /** @description Its own, or the site's. */
      timeZone: string;
      /** @description Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever */
      words: string;
    };
    SchedulePreview: {
      fires: {
        /** Format: date-time */
        instant: string;
        /**
         * Format: date-time
         * @description The same by the clocks of the time zone.
         */
        local: string;
        /** @description Kinds of those surprises that are about it. */
        surprises: (
          | 'start-in-past'
          | 'no-fires'
          | 'day-lacking'
          | 'gap'
          | 'fold'
          | 'too-close'
          | 'holiday'
          | 'calendar-missing'
          | 'longer-than-interval'
          | 'clash'
        )[];
      }[];
      /** @description Why it would be refused, as it is: what the site has not, or the integration needs. */
      issues: {
        message: string;
        path: string;
      }[];
      /** @description The same in RFC 5545, where it goes by days. */
      rule?: string;
      surprises: components['schemas']['Surprise'][];
      /** @description Its own, or the site's. */
      timeZone: string;
      /** @description Every 2 weeks on Monday at 06:00 Australia/Sydney, from 5 Oct 2026, forever */
      words: string;
    };
    Site: {
      /** @description Connections through which a site that is not LIVE may write to an endpoint of a LIVE one. */
      armed: {
        [key: string]: {
          /** Format: date-time */
          at: string;
          by: string;
          reason: string;
        };
      };
      /**
       * @description Holidays, by name: schedules that name a calendar skip its dates, or run before or after.
       * @default {}
       */
      calendars: {
        [key: string]: {
          dates: string[];
        };
      };
      /** @default {} */
      connections: {
        [key: string]: components['schemas']['Connection'];
      };
      /**
       * Format: date-time
       * @description While it drains: when what still runs is halted.
       */
      deadline?: string;
      /**
       * @description Named filters on fields: a run may leave out the records of some.
       * @default {}
       */
      exclusionGroups: {
        [key: string]: {
          [key: string]: (string | number | boolean)[];
        };
      };
      /** @description How many requests came while it was not Running and wait for a start. */
      held: number;
      /** @enum {string} */
      integrator: 'Running' | 'Stopped' | 'Starting' | 'Stopping';
      /** @enum {string} */
      kind: 'LIVE' | 'STAGE' | 'DEV';
      /**
       * @description Who is told of what happens on the site, by name.
       * @default {}
       */
      notifications: {
        [key: string]: {
          /** @description Gets a mail of plain text. */
          email?: {
            /** Format: email */
            from: string;
            /** @description Where the address of the mail server is found: smtp://user:password@host:587, or smtps://. */
            smtp: string;
            to: string[];
          };
          /** @description Only what concerns these integrations and sets; all where nothing is said. */
          integrations?: string[];
          on: (
            'failed' | 'completed-with-errors' | 'recovered' | 'file-late' | 'run-late' | 'run-long' | 'schedule-paused'
          )[];
          /** @description Gets a POST with JSON, signed. */
          webhook?: {
            /**
             * @description Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.
             * @default false
             */
            allowPrivate: boolean;
            /** @description Signs what is sent, so that the receiver knows whom it is from. */
            secret: string;
            /** @description Where the endpoint is, http:// or https://. Redirects are not followed. */
            url: string;
          };
        };
      };
      /** @description When it will start, who planned that, and what becomes of the requests that are held. */
      plannedStart?: {
        /** Format: date-time */
        at: string;
        by: string;
        /** @enum {string} */
        held: 'discard' | 'run';
      };
      /** @description Why it was stopped. */
      reason?: string;
      /**
       * @description For how long the site keeps what its runs have left.
       * @default {}
       */
      retention: {
        /**
         * @description Days; how long the files of a run are kept, so that it can be run again.
         * @default 90
         */
        files: number;
        /** @description Days; how long open rejects are kept. Where absent, as long as their run. */
        openRejects?: number;
        /**
         * @description Days; how long rejects are kept that are corrected, or overtaken by a later run.
         * @default 90
         */
        rejects: number;
        /**
         * @description Days; how long a run is kept after its end, with its steps and its rejects.
         * @default 400
         */
        runs: number;
      };
      /** @description Running runs; those a site that is Stopping waits for. */
      runs: {
        integration?: string;
        /** @description Where it is the run of a set. */
        integrationSet?: string;
        name?: string;
        /** @description While it moves records: how far it has come. */
        progress?: components['schemas']['RunProgress'];
        /** Format: uuid */
        run: string;
        /** Format: date-time */
        startedAt?: string;
        /**
         * @description The step that began last.
         * @enum {string}
         */
        step?: 'receive' | 'open' | 'load' | 'put-away' | 'collect' | 'deliver' | 'send' | 'acknowledge';
      }[];
      site: string;
      /** @description Every integration of the site. */
      tasks: {
        /** @enum {string} */
        direction: 'import' | 'export';
        integration: string;
        lastRun?: {
          /** Format: date-time */
          endedAt?: string;
          /** Format: uuid */
          id: string;
          name: string;
          /** Format: date-time */
          startedAt: string;
          /** @enum {string} */
          status: 'In-Progress' | 'Completed' | 'Completed with Errors' | 'Failed' | 'Not Run';
        };
        /**
         * Format: date-time
         * @description When an enabled schedule has it due next, by itself or in a set.
         */
        nextFire?: string;
        /** @enum {string} */
        status: '' | 'In-Progress' | 'Pending Changed';
      }[];
      /** @default UTC */
      timeZone: string;
    };
    SiteFile: {
      /**
       * @description Holidays, by name: schedules that name a calendar skip its dates, or run before or after.
       * @default {}
       */
      calendars: {
        [key: string]: {
          dates: string[];
        };
      };
      /** @default {} */
      connections: {
        [key: string]: components['schemas']['Connection'];
      };
      /**
       * @description Named filters on fields: a run may leave out the records of some.
       * @default {}
       */
      exclusionGroups: {
        [key: string]: {
          [key: string]: (string | number | boolean)[];
        };
      };
      integrations?: {
        [key: string]: components['schemas']['Integration'];
      };
      /** @default {} */
      integrationSets: {
        [key: string]: components['schemas']['IntegrationSet'];
      };
      /** @enum {string} */
      kind: 'LIVE' | 'STAGE' | 'DEV';
      /**
       * @description Who is told of what happens on the site, by name.
       * @default {}
       */
      notifications: {
        [key: string]: {
          /** @description Gets a mail of plain text. */
          email?: {
            /** Format: email */
            from: string;
            /** @description Where the address of the mail server is found: smtp://user:password@host:587, or smtps://. */
            smtp: string;
            to: string[];
          };
          /** @description Only what concerns these integrations and sets; all where nothing is said. */
          integrations?: string[];
          on: (
            'failed' | 'completed-with-errors' | 'recovered' | 'file-late' | 'run-late' | 'run-long' | 'schedule-paused'
          )[];
          /** @description Gets a POST with JSON, signed. */
          webhook?: {
            /**
             * @description Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.
             * @default false
             */
            allowPrivate: boolean;
            /** @description Signs what is sent, so that the receiver knows whom it is from. */
            secret: string;
            /** @description Where the endpoint is, http:// or https://. Redirects are not followed. */
            url: string;
          };
        };
      };
      /**
       * @description For how long the site keeps what its runs have left.
       * @default {}
       */
      retention: {
        /**
         * @description Days; how long the files of a run are kept, so that it can be run again.
         * @default 90
         */
        files: number;
        /** @description Days; how long open rejects are kept. Where absent, as long as their run. */
        openRejects?: number;
        /**
         * @description Days; how long rejects are kept that are corrected, or overtaken by a later run.
         * @default 90
         */
        rejects: number;
        /**
         * @description Days; how long a run is kept after its end, with its steps and its rejects.
         * @default 400
         */
        runs: number;
      };
      /** @default {} */
      schedules: {
        [key: string]: components['schemas']['Schedule'];
      };
      site: string;
      /** @default UTC */
      timeZone: string;
    };
    SiteInList: {
      /**
       * @description Holidays, by name: schedules that name a calendar skip its dates, or run before or after.
       * @default {}
       */
      calendars: {
        [key: string]: {
          dates: string[];
        };
      };
      /** @default {} */
      connections: {
        [key: string]: components['schemas']['Connection'];
      };
      /**
       * @description Named filters on fields: a run may leave out the records of some.
       * @default {}
       */
      exclusionGroups: {
        [key: string]: {
          [key: string]: (string | number | boolean)[];
        };
      };
      /** @enum {string} */
      integrator: 'Running' | 'Stopped' | 'Starting' | 'Stopping';
      /** @enum {string} */
      kind: 'LIVE' | 'STAGE' | 'DEV';
      /**
       * @description Who is told of what happens on the site, by name.
       * @default {}
       */
      notifications: {
        [key: string]: {
          /** @description Gets a mail of plain text. */
          email?: {
            /** Format: email */
            from: string;
            /** @description Where the address of the mail server is found: smtp://user:password@host:587, or smtps://. */
            smtp: string;
            to: string[];
          };
          /** @description Only what concerns these integrations and sets; all where nothing is said. */
          integrations?: string[];
          on: (
            'failed' | 'completed-with-errors' | 'recovered' | 'file-late' | 'run-late' | 'run-long' | 'schedule-paused'
          )[];
          /** @description Gets a POST with JSON, signed. */
          webhook?: {
            /**
             * @description Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.
             * @default false
             */
            allowPrivate: boolean;
            /** @description Signs what is sent, so that the receiver knows whom it is from. */
            secret: string;
            /** @description Where the endpoint is, http:// or https://. Redirects are not followed. */
            url: string;
          };
        };
      };
      /**
       * @description For how long the site keeps what its runs have left.
       * @default {}
       */
      retention: {
        /**
         * @description Days; how long the files of a run are kept, so that it can be run again.
         * @default 90
         */
        files: number;
        /** @description Days; how long open rejects are kept. Where absent, as long as their run. */
        openRejects?: number;
        /**
         * @description Days; how long rejects are kept that are corrected, or overtaken by a later run.
         * @default 90
         */
        rejects: number;
        /**
         * @description Days; how long a run is kept after its end, with its steps and its rejects.
         * @default 400
         */
        runs: number;
      };
      site: string;
      /** @default UTC */
      timeZone: string;
    };
    SiteProperties: {
      /**
       * @description Holidays, by name: schedules that name a calendar skip its dates, or run before or after.
       * @default {}
       */
      calendars: {
        [key: string]: {
          dates: string[];
        };
      };
      /** @default {} */
      connections: {
        [key: string]: components['schemas']['Connection'];
      };
      /**
       * @description Named filters on fields: a run may leave out the records of some.
       * @default {}
       */
      exclusionGroups: {
        [key: string]: {
          [key: string]: (string | number | boolean)[];
        };
      };
      /** @enum {string} */
      kind: 'LIVE' | 'STAGE' | 'DEV';
      /**
       * @description Who is told of what happens on the site, by name.
       * @default {}
       */
      notifications: {
        [key: string]: {
          /** @description Gets a mail of plain text. */
          email?: {
            /** Format: email */
            from: string;
            /** @description Where the address of the mail server is found: smtp://user:password@host:587, or smtps://. */
            smtp: string;
            to: string[];
          };
          /** @description Only what concerns these integrations and sets; all where nothing is said. */
          integrations?: string[];
          on: (
            'failed' | 'completed-with-errors' | 'recovered' | 'file-late' | 'run-late' | 'run-long' | 'schedule-paused'
          )[];
          /** @description Gets a POST with JSON, signed. */
          webhook?: {
            /**
             * @description Whether the host may be inside: loopback, link-local or a private network. A cloud's metadata service never.
             * @default false
             */
            allowPrivate: boolean;
            /** @description Signs what is sent, so that the receiver knows whom it is from. */
            secret: string;
            /** @description Where the endpoint is, http:// or https://. Redirects are not followed. */
            url: string;
          };
        };
      };
      /**
       * @description For how long the site keeps what its runs have left.
       * @default {}
       */
      retention: {
        /**
         * @description Days; how long the files of a run are kept, so that it can be run again.
         * @default 90
         */
        files: number;
        /** @description Days; how long open rejects are kept. Where absent, as long as their run. */
        openRejects?: number;
        /**
         * @description Days; how long rejects are kept that are corrected, or overtaken by a later run.
         * @default 90
         */
        rejects: number;
        /**
         * @description Days; how long a run is kept after its end, with its steps and its rejects.
         * @default 400
         */
        runs: number;
      };
      /** @default UTC */
      timeZone: string;
    };
    Surprise: {
      /**
       * Format: date-time
       * @description The fire it is about, or the first of them.
       */
      at?: string;
      /** @enum {string} */
      kind:
        | 'start-in-past'
        | 'no-fires'
        | 'day-lacking'
        | 'gap'
        | 'fold'
        | 'too-close'
        | 'holiday'
        | 'calendar-missing'
        | 'longer-than-interval'
        | 'clash';
      message: string;
    };
    TableSchema: {
      $schema?: string;
      fields: {
        /** @description false: a currency or unit around a number is left out. */
        bareNumber?: boolean;
        /** @description The values the field may have: values, or objects with a value and a label. */
        categories?: (
          | (string | number)
          | {
              label?: string;
              value: string | number;
            }
        )[];
        categoriesOrdered?: boolean;
        constraints?: {
          /** @description As JSON values, or as texts such as the file has them. */
          enum?: (string | number | boolean)[];
          exclusiveMaximum?: number | string;
          exclusiveMinimum?: number | string;
          /** @description object, array: a JSON Schema (2020-12, or draft 7 where $schema says so). */
          jsonSchema?: {
            [key: string]: unknown;
          };
          maximum?: number | string;
          maxLength?: number;
          /** @description integer, number, date, time, datetime, year, yearmonth, duration. */
          minimum?: number | string;
          /** @description string: characters; array, list: items; object: properties. */
          minLength?: number;
          /** @description A regular expression the whole text must match. */
          pattern?: string;
          required?: boolean;
          /** @description No value twice, neither in the file nor in the target. */
          unique?: boolean;
        };
        decimalChar?: string;
        /** @description Between two items of a list; a comma by default. */
        delimiter?: string;
        description?: string;
        example?: unknown;
        falseValues?: string[];
        /** @description string: email, uri, binary, uuid; date, time, datetime: default (ISO 8601), any, or a strptime pattern; geopoint: array, object; geojson: topojson. */
        format?: string;
        groupChar?: string;
        /** @enum {string} */
        itemType?: 'string' | 'integer' | 'boolean' | 'number' | 'datetime' | 'date' | 'time';
        /** @description Texts that mean: no value. */
        missingValues?: (
          | string
          | {
              label?: string;
              value: string;
            }
        )[];
        name: string;
        rdfType?: string;
        title?: string;
        trueValues?: string[];
        /**
         * @description Where it is not said: string, as in version 1.
         * @default string
         * @enum {string}
         */
        type:
          | 'string'
          | 'integer'
          | 'number'
          | 'boolean'
          | 'object'
          | 'array'
          | 'list'
          | 'date'
          | 'time'
          | 'datetime'
          | 'year'
          | 'yearmonth'
          | 'duration'
          | 'geopoint'
          | 'geojson'
          | 'any';
      }[];
      /**
       * @description How the header must fit the fields: exact (same, same order), equal (same, any order), …
       * @default exact
       * @enum {string}
       */
      fieldsMatch: 'exact' | 'equal' | 'subset' | 'superset' | 'partial';
      /** @description Fields whose values, together, must stand in a record of a table. */
      foreignKeys?: {
        fields: string | string[];
        reference: {
          fields: string | string[];
          /**
           * @description A table of the target connection, such as department or hr.department; "" is the target.
           * @default
           */
          resource: '' | string;
        };
      }[];
      /** @description Texts that mean: no value. */
      missingValues?: (
        | string
        | {
            label?: string;
            value: string;
          }
      )[];
      /** @description The field, or fields, that name a record. */
      primaryKey?: (string | string[]) | unknown[];
      /** @description Fields whose values, together, stand in one record only. */
      uniqueKeys?: (string | string[])[];
    };
    WouldChange: {
      changed: boolean;
      changes: {
        /** @description What stands there now; absent where there is nothing. */
        from?: unknown;
        /** @description Where they differ, such as schema.fields[2].type; empty: all of it. */
        path: string;
        /** @description What would stand there; absent where there would be nothing. */
        to?: unknown;
      }[];
      /** @description Whether there is none of that name yet. */
      created: boolean;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
