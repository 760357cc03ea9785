/** The parts of our answers that tests look at; each answer has those of its address. */
export interface AnswerBody {
  [part: string]: unknown;
  message: string;
  code: string;
  detail: string;
  errors: { path: string; message: string }[];
  id: string;
  name: string;
  status: string;
  reason: string;
  integrator: string;
  tasks: { integration: string; status: string; nextFire?: string }[];
  runs: { run: string; integration: string }[];
  counts: Record<string, number>;
  items: AnswerBody[];
  next: string;
  temporal: { workflowId: string; url: string };
  file: { name: string; sha256: string; bytes: number };
  /** Of the run of a set. */
  members: { run: string; status: string; reason: string; definitionVersion: number }[];
  /** Of a reject. */
  record: number;
  reasons: { field?: string; code: string; message: string }[];
}

export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The body, where it is JSON; else an empty object. */
  body: AnswerBody;
}

/** Speaks to the API as any program would. */
export class HttpClient {
  /** @param always headers of each request, such as a key. */
  constructor(
    private readonly base: string,
    private readonly always: Record<string, string> = {},
  ) {}

  get(path: string, headers?: Record<string, string>): Promise<HttpAnswer> {
    return this.send('GET', path, undefined, headers);
  }

  /** An object goes as JSON; a string or bytes go as they are. */
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer> {
    return this.send('PUT', path, body, headers);
  }

  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<HttpAnswer> {
    return this.send('POST', path, body, headers);
  }

  delete(path: string): Promise<HttpAnswer> {
    return this.send('DELETE', path);
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<HttpAnswer> {
    const asItIs = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(this.base + path, {
      method,
      headers: { ...(asItIs ? {} : { 'Content-Type': 'application/json' }), ...this.always, ...headers },
      ...(body === undefined ? {} : { body: asItIs ? (body as string) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as AnswerBody,
    };
  }
}
