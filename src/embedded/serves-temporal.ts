import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

const { IndexedValueType } = proto.temporal.api.enums.v1;

export type SearchAttributeKind = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

/** Time between two attempts, in milliseconds. */
const PAUSE = 50;

export interface ServingQuestion {
  /** host:port */
  address: string;
  namespace: string;
  /** Those that have to be registered. */
  searchAttributes: Readonly<Record<string, SearchAttributeKind>>;
  /** Whether our own server says that it has started. */
  hasStarted(): boolean;
  /** Ends the waiting. */
  signal: AbortSignal;
}

/**
 * Waits until a Temporal server really serves: it answers, has the namespace and knows the search attributes. False if
 * the signal came first; never rejects.
 */
export async function servesTemporal({ signal, ...question }: ServingQuestion): Promise<boolean> {
  while (!signal.aborted) {
    if (question.hasStarted() && (await servesNow(question))) return !signal.aborted;
    await delay(PAUSE);
  }
  return false;
}

async function servesNow({ address, namespace, searchAttributes }: Omit<ServingQuestion, 'signal'>): Promise<boolean> {
  let connection: Connection | undefined;
  try {
    connection = await Connection.connect({ address, connectTimeout: 2_000 });
    await connection.workflowService.describeNamespace({ namespace });
    const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
    const missing = Object.entries(searchAttributes).filter(([name]) => !(name in customAttributes));
    if (missing.length === 0) return true;
    // The dev server registers its --search-attribute flags with a new database only; an older one gets them here.
    await connection.operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(([name, kind]) => [name, indexedType[kind]])),
    });
    return false;
  } catch {
    // Not yet: what is wrong for good stands in the server's log.
    return false;
  } finally {
    await connection?.close();
  }
}

const indexedType: Record<SearchAttributeKind, proto.temporal.api.enums.v1.IndexedValueType> = {
  Text: IndexedValueType.INDEXED_VALUE_TYPE_TEXT,
  Keyword: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD,
  Int: IndexedValueType.INDEXED_VALUE_TYPE_INT,
  Double: IndexedValueType.INDEXED_VALUE_TYPE_DOUBLE,
  Bool: IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
  Datetime: IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
  KeywordList: IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST,
};
