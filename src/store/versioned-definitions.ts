import { isDeepStrictEqual } from 'node:util';

import type pg from 'pg';
import type { z } from 'zod';

import { insertAudit } from './audits.js';
import { inTransaction, type Database } from './database.js';
import { readBy } from '../model/definition-issues.js';

/** A definition of a site as it is kept. */
export interface VersionedDefinition<Definition> {
  name: string;
  version: number;
  definition: Definition;
}

/** When a version was saved, and by whom. */
export interface SavedVersion {
  version: number;
  savedAt: Date;
  /** Null where nobody wrote it down yet. */
  savedBy: string | null;
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
    /** What one is called in the audit. */
    private readonly part: 'integration' | 'integrationSet',
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
    by: string,
  ): Promise<{ version: number; created: boolean }> {
    return inTransaction(database, async (client) => {
      const before = await this.lock(client, site, name);
      const version = await this.saveVersion(client, site, name, definition, by);
      if (before?.version === version) return { version, created: false };
      await client.query(
        `insert into ${this.table} (site, name, version) values ($1, $2, $3)
         on conflict (site, name) do update set version = excluded.version`,
        [site, name, version],
      );
      const change = { from: before?.definition ?? null, to: definition };
      const action = before === undefined ? 'make' : 'change';
      await insertAudit(client, site, { by, action, details: { [this.part]: name }, change });
      return { version, created: before === undefined };
    });
  }

  async find(
    database: Database,
    site: string,
    name: string,
  ): Promise<VersionedDefinition<z.output<Schema>> | undefined> {
    return (await this.findRows(database, site, name)).map((row) => this.read(row))[0];
  }

  /** The current one, to compare with: as it was saved, where newer rules refuse it. */
  async findSaved(database: Database, site: string, name: string): Promise<unknown> {
    const [row] = await this.findRows(database, site, name);
    return row && (this.schema.safeParse(row.definition).data ?? row.definition);
  }

  /** Its versions, newest first, also of one that was deleted; those before one of them where that is given. */
  async listVersions(
    database: Database,
    site: string,
    name: string,
    { before, limit }: { before?: number | undefined; limit: number },
  ): Promise<SavedVersion[]> {
    const { rows } = await database.query<SavedVersion>(
      `select version, created_at as "savedAt", saved_by as "savedBy" from ${this.table}_version
       where site = $1 and name = $2 and ($3::integer is null or version < $3) order by version desc limit $4`,
      [site, name, before, limit],
    );
    return rows;
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
  async delete(database: Database, site: string, name: string, by: string): Promise<boolean> {
    return inTransaction(database, async (client) => {
      const before = await this.lock(client, site, name);
      if (before === undefined) return false;
      await client.query(`delete from ${this.table} where site = $1 and name = $2`, [site, name]);
      const change = { from: before.definition, to: null };
      await insertAudit(client, site, { by, action: 'delete', details: { [this.part]: name }, change });
      return true;
    });
  }

  /**
   * The current one as it was saved. Those who change definitions of a site do so one after the other: two that came at
   * once would both make the same next version.
   */
  private async lock(client: pg.PoolClient, site: string, name: string): Promise<VersionRow | undefined> {
    await client.query('select from site where id = $1 for update', [site]);
    return (await this.findRows(client, site, name))[0];
  }

  private async findRows(database: Database | pg.PoolClient, site: string, name: string): Promise<VersionRow[]> {
    const { rows } = await database.query<VersionRow>(
      `select name, version, definition
       from ${this.table} join ${this.table}_version using (site, name, version) where site = $1 and name = $2`,
      [site, name],
    );
    return rows;
  }

  /** Answers the version that holds the definition: the latest one, or a new one. */
  private async saveVersion(
    client: pg.PoolClient,
    site: string,
    name: string,
    definition: z.output<Schema>,
    by: string,
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
    await client.query(
      `insert into ${this.table}_version (site, name, version, definition, saved_by) values ($1, $2, $3, $4, $5)`,
      [site, name, version, definition, by],
    );
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
