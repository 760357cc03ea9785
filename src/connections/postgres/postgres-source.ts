import type pg from 'pg';

import { connectPostgres, describeTarget } from './connect-postgres.js';
import { CopyBlocks } from './copy-blocks.js';
import { describeSourceFailure } from './source-failure.js';
import { copyStatement, queryOfTable, type KnownField, type SourceField } from './source-query.js';
import { bindParameters } from '../../model/bind-parameters.js';
import { watchSession } from './watch-session.js';
import { IntegratorError } from '../../model/errors.js';
import type { Parameter, ParameterValues } from '../../model/parameters.js';

/** What an export reads. */
export interface SourceOptions {
  url: string;
  run: string;
  /** One of the two. */
  table?: string | undefined;
  query?: string | undefined;
  declared: readonly Parameter[];
  parameters: ParameterValues;
  /** All columns where absent. */
  fields?: readonly SourceField[] | undefined;
  key: readonly string[];
}

/** Values are written the same whatever the server's and the user's settings are, so that the same record is the same. */
const SETTINGS = {
  datestyle: 'ISO, YMD',
  intervalstyle: 'postgres',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '1',
  lc_monetary: 'C',
  xmloption: 'content',
  work_mem: '64MB',
  statement_timeout: '0',
  // Ours may be slow; a transaction that nobody goes on with is ended.
  idle_in_transaction_session_timeout: '60000',
};

/** The id of PostgreSQL's type boolean (pg_type). */
const BOOLEAN = 16;

/** The records of a table or a query, as they are at one moment: one read-only transaction. */
export class PostgresSource {
  /** The names of the fields, in their order. */
  readonly columns: readonly string[];

  private constructor(
    private readonly client: pg.Client,
    /** Whether the server has to say something next. */
    private readonly turn: { isServers: boolean },
    private readonly where: string,
    private readonly query: string,
    private readonly fields: readonly KnownField[],
    private readonly key: readonly string[],
  ) {
    this.columns = fields.map(({ name }) => name);
  }

  /**
   * Connects and asks the source for its columns. It must be closed.
   *
   * @throws IntegratorError `target-unavailable`, `connection-invalid`, `source-invalid`.
   */
  static async open(options: SourceOptions): Promise<PostgresSource> {
    const { url, run, table, query, declared, parameters, fields, key } = options;
    const client = await connectPostgres(url, `temporal-integrator export ${run}`);
    const turn = { isServers: true };
    watchSession(client, url, () => turn.isServers);
    const where = describeTarget(url);
    try {
      await client.query('begin isolation level repeatable read read only');
      for (const [name, value] of Object.entries(SETTINGS)) await set(client, name, value);
      const bound = query === undefined ? undefined : bindParameters(query, declared, parameters);
      for (const { name, value } of bound?.settings ?? []) await set(client, name, value);
      const text = bound?.text ?? queryOfTable(table ?? '');
      const columns = await columnsOf(client, text);
      const names = [...columns.keys()];
      const all = fields ?? names.map((name) => ({ name, from: name }));
      requireColumns(names, all, key);
      const known = all.map((field) => ({ ...field, isBoolean: columns.get(field.from) === BOOLEAN }));
      turn.isServers = false;
      return new PostgresSource(client, turn, where, text, known, key);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw describeSourceFailure(error, where);
    }
  }

  /**
   * Reads all records, as `copyStatement` describes them, in PostgreSQL's text format (COPY).
   *
   * @throws IntegratorError as `open` does; AbortError when `signal` aborts, which ends the statement.
   */
  async *read(as: 'fields' | 'json', signal: AbortSignal): AsyncGenerator<Buffer> {
    const { query, fields, key, turn } = this;
    turn.isServers = true;
    const copy = this.client.query(new CopyBlocks(copyStatement({ query, fields, key, as }), signal));
    try {
      for await (const block of copy as AsyncIterable<Buffer>) {
        turn.isServers = false;
        yield block;
        turn.isServers = true;
      }
      await this.client.query('commit');
    } catch (error) {
      throw signal.aborted ? signal.reason : describeSourceFailure(error, this.where);
    }
  }

  async close(): Promise<void> {
    // A statement under way is not waited for.
    this.client.connection.stream.destroy();
    await this.client.end().catch(() => undefined);
  }
}

async function set(client: pg.Client, name: string, value: string): Promise<void> {
  await client.query('select set_config($1, $2, true)', [name, value]);
}

/** The columns of a query, with the ids of their types. By the extended protocol, which takes one statement only: a query cannot close the bracket it stands in and go on. */
async function columnsOf(client: pg.Client, query: string): Promise<Map<string, number>> {
  const { fields } = await client.query({ text: `select * from (${query}\n) as source limit $1`, values: [0] });
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return new Map(fields.map(({ name, dataTypeID }) => [name, dataTypeID]));
  throw new IntegratorError('source-invalid', `The query gives two columns ${twice}: give one another name (as …).`);
}

function requireColumns(columns: readonly string[], fields: readonly SourceField[], key: readonly string[]): void {
  const missing = fields.find(({ from }) => !columns.includes(from));
  const unknown = key.find((name) => fields.every((field) => field.name !== name));
  const name = missing?.from ?? unknown;
  if (name === undefined) return;
  const message = `The source has no column ${name}; it has: ${columns.join(', ')}. Correct ${missing === undefined ? 'primaryKey' : 'fields'} of the integration.`;
  throw new IntegratorError('source-invalid', message);
}
