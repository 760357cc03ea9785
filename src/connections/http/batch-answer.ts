import { headerOf } from './header-of.js';
import type { Answer } from './http-client.js';
import { saidBy, unavailable } from './require-understood.js';
import type { Quote } from '../create-quote.js';
import { IntegratorError } from '../../model/errors.js';
import { recordAnswers, type RecordAnswer } from '../../model/record-answers.js';

/** A record that an endpoint refused. */
export interface RefusedRecord {
  /** Its place in the batch, from 0. */
  index: number;
  /** What the endpoint calls the reason. */
  code?: string;
  message: string;
}

/** What became of a batch: the records that were refused, or that it was refused as a whole, where dividing it may help. */
export type BatchAnswer = { rejected: readonly RefusedRecord[] } | { refused: { status: number; message: string } };

/** How much of a reason is kept, in characters. */
const REASON = 500;

/**
 * Reads the answer to a batch of so many records. With `results` (model/record-answers.ts), they say what became of each;
 * a 2xx without is an answer for all. Nothing is guessed.
 *
 * @throws IntegratorError `target-invalid` for results that cannot be read; `target-refused`; `target-unavailable`, for a
 *   409 without results too: an earlier try of this batch is still under way there.
 */
export function readBatchAnswer(answer: Answer, records: number, quote: Quote): BatchAnswer {
  const { status, where } = answer;
  const isTaken = status >= 200 && status < 300;
  if (!isTaken && ![400, 409, 413, 422].includes(status)) {
    const message = `${where} answered ${status}${saidBy(answer, quote)}. Expected 2xx: check the address and what it takes.`;
    throw new IntegratorError('target-refused', message, { status });
  }
  const rejected = resultsOf(answer, records)?.filter((result) => result.status === 'rejected');
  if (isTaken && rejected === undefined && status === 207) throw unreadable(answer, 'a 207 has results');
  // Results that refuse nobody do not explain why the batch was refused.
  if (isTaken || (rejected !== undefined && rejected.length > 0)) {
    return { rejected: (rejected ?? []).map((result) => refusedRecord(result, quote)) };
  }
  if (status === 409) throw unavailable(answer, quote);
  return { refused: { status, message: `${where} answered ${status}${saidBy(answer, quote)}` } };
}

function refusedRecord({ index, code, message }: RecordAnswer, quote: Quote): RefusedRecord {
  const named = code === undefined ? undefined : quote(code, REASON);
  const said = quote(message ?? '', REASON);
  return {
    index,
    ...(named !== undefined && { code: named }),
    message: said || (named ?? 'refused, without a reason'),
  };
}

/** What the endpoint says of records; undefined where it says nothing. */
function resultsOf(answer: Answer, records: number): RecordAnswer[] | undefined {
  const body = parse(answer);
  if (typeof body !== 'object' || body === null || !('results' in body)) return undefined;
  const { success, data, error } = recordAnswers.safeParse(body);
  if (!success) {
    const [issue] = error.issues;
    throw unreadable(answer, `${issue?.path.join('.') ?? 'results'}: ${issue?.message ?? 'not as expected'}`);
  }
  const seen = new Set<number>();
  for (const { index } of data.results) {
    if (index >= records) throw unreadable(answer, `there is no record ${index} in a batch of ${records}, from 0`);
    if (seen.has(index)) throw unreadable(answer, `it speaks of record ${index} twice`);
    seen.add(index);
  }
  return data.results;
}

/** Text that does not say what it is may be JSON, or a friendly word. */
function parse(answer: Answer): unknown {
  const { text, headers, complete } = answer;
  const saysJson = /^application\/([^;]+\+)?json\b/i.test(headerOf(headers, 'content-type') ?? '');
  if (!complete && (saysJson || /^\s*\{/.test(text)))
    throw unreadable(answer, 'it is longer than 1 MB; make batchSize smaller');
  try {
    return JSON.parse(text);
  } catch {
    if (saysJson && text !== '') throw unreadable(answer, 'it is not JSON, though its Content-Type says so');
    return undefined;
  }
}

function unreadable({ where, status }: Answer, why: string): IntegratorError {
  const message = `${where} answered ${status}, and it cannot be read which records were taken: ${why}. Expected {"results":[{"index":0,"status":"accepted"}]}, with rejected or unchanged as other statuses.`;
  return new IntegratorError('target-invalid', message, { status });
}
