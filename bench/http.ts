/** The parts of answers the benchmark looks at. */
export interface Answer {
  id: string;
  status: string;
  startedAt: string;
  endedAt: string;
  counts: { read: number; applied: number };
}

/** Calls the API. @throws Error with the answer where it is no success. */
export async function call(method: string, address: string, body?: unknown, wait = false): Promise<Answer> {
  const isFile = body instanceof Uint8Array;
  const response = await fetch(address, {
    method,
    headers: { 'Content-Type': isFile ? 'text/csv' : 'application/json', ...(wait ? { Prefer: 'wait=120' } : {}) },
    ...(body === undefined ? {} : { body: isFile ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${address}: ${text}`);
  return JSON.parse(text) as Answer;
}
