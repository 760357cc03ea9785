import { isDeepStrictEqual } from 'node:util';

import type pg from 'pg';
import type { z } from 'zod';

import { inTransaction, only, type Database } from './database.js';
import { readBy } from '../model/definition-issues.js';

/** A definition of a site as it is kept. */
export interface VersionedDefinition<Definition> {
  name: string;
  version: number;
  definition: Definition;
}

/** A row of a table of versions: as it was saved, perhaps before there were properties that it lacks. */
type VersionRow = VersionedDefinition<unknown>;

/** What a site owns by name and changes in versions. Every version stays, for the runs that used it. */
export class VersionedDefinitions<Schema extends z.ZodType> {
  constructor(
    /** The table of what there is; `<table>_version` has the versions. */
    private readonly table: 'integration' | 'integration_set',
    private readonly schema: Schema,
    /** What one is called in errors. */
    private readonly what: string,
  ) {}

  /**
   * Keeps the definition as a new version, unless it equals the current one; answers the version that is current now
   * and whether the name is new.
   */
  async save(
    database: Database,
    site: string,
    name: string,
    definition: z.output<Schema>,
  ): Promise<{ version: number; created: boolean }> {
    return inTransaction(database, async (client) => {
      // One after the other: two that came at once would both make the same next version.
      await client.query('select from site where id = $1 for update', [site]);
      const version = await this.saveVersion(client, site, name, definition);
      const { rows } = await client.query<{ created: boolean }>(
        `insert into ${this.table} (site, name, version) values ($1, $2, $3)
         on conflict (site, name) do update set version = excluded.version
         returning xmax = 0 as created`,
        [site, name, version],
      );
      return { version, created: only(rows).created };
    });
  }

  async find(
    database: Database,
    site: string,
    name: string,
  ): Promise<VersionedDefinition<z.output<Schema>> | undefined> {
    const { rows } = await database.query<VersionRow>(
      `select name, version, definition
       from ${this.table} join ${this.table}_version using (site, name, version) where site = $1 and name = $2`,
      [site, name],
    );
    return rows.map((row) => this.read(row))[0];
  }

  /** The definition a run keeps, whatever became of it since. */
  async findVersion(
    database: Database,
    site: string,
    name: string,
    version: number,
  ): Promise<z.output<Schema> | undefined> {
    const { rows } = await database.query<VersionRow>(
      `select name, version, definition from ${this.table}_version where site = $1 and name = $2 and version = $3`,
      [site, name, version],
    );
    return rows.map((row) => this.read(row))[0]?.definition;
  }

  /** All of a site, by name. */
  async list(database: Database, site: string): Promise<VersionedDefinition<z.output<Schema>>[]> {
    const { rows } = await database.query<VersionRow>(
      `select name, version, definition
       from ${this.table} join ${this.table}_version using (site, name, version) where site = $1 order by name`,
      [site],
    );
    return rows.map((row) => this.read(row));
  }

  /** Its versions stay. Answers whether it was there. */
  async delete(database: Database, site: string, name: string): Promise<boolean> {
    const { rowCount } = await database.query(`delete from ${this.table} where site = $1 and name = $2`, [site, name]);
    return rowCount === 1;
  }

  /** Answers the version that holds the definition: the latest one, or a new one. */
  private async saveVersion(
    client: pg.PoolClient,
    site: string,
    name: string,
    definition: z.output<Schema>,
  ): Promise<number> {
    const { rows } = await client.query<VersionRow>(
      `select name, version, definition from ${this.table}_version
       where site = $1 and name = $2 order by version desc limit 1`,
      [site, name],
    );
    const [latest] = rows;
    if (latest !== undefined && isDeepStrictEqual(this.schema.safeParse(latest.definition).data, definition)) {
      return latest.version;
    }
    const version = (latest?.version ?? 0) + 1;
    await client.query(`insert into ${this.table}_version (site, name, version, definition) values ($1, $2, $3, $4)`, [
      site,
      name,
      version,
      definition,
    ]);
    return version;
  }

  /**
   * A definition with the defaults of properties that came after it was saved.
   *
   * @throws IntegratorError `invalid-definition` for one that newer rules refuse.
   */
  private read({ name, version, definition }: VersionRow): VersionedDefinition<z.output<Schema>> {
    const what = `${this.what} ${name}, saved as version ${version},`;
    return { name, version, definition: readBy(this.schema, definition, 'invalid-definition', what) };
  }
}
