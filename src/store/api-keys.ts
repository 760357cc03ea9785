import type { NewApiKey } from '../model/api-key.js';
import type { Role, SiteScope } from '../model/caller.js';
import { createToken, formatToken, hashSecret, isSecretOf, parseToken } from './api-key-token.js';
import { insertAudit } from './audits.js';
import { inTransaction, only, type Database } from './database.js';

/** A key as it is kept, without its secret. */
export interface StoredApiKey {
  id: string;
  name: string;
  role: Role;
  sites: SiteScope;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date | null;
  revokedBy: string | null;
  revokedAt: Date | null;
  /** To the minute. */
  lastUsedAt: Date | null;
}

const COLUMNS = `id, name, role, coalesce(to_jsonb(sites), '"all"') as sites, created_by as "createdBy",
  created_at as "createdAt", expires_at as "expiresAt", revoked_by as "revokedBy", revoked_at as "revokedAt",
  last_used_at as "lastUsedAt"`;

/** Makes a key. Its token is answered here and never again: only a hash of it is kept. */
export async function createApiKey(
  database: Database,
  asked: NewApiKey,
  by: string,
): Promise<{ key: StoredApiKey; token: string }> {
  const { name, role, sites } = asked;
  // Not as it is written: PostgreSQL knows no offset of 16 hours or more.
  const expiresAt = asked.expiresAt === undefined ? null : new Date(asked.expiresAt);
  const token = createToken();
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<StoredApiKey>(
      `insert into api_key (id, name, role, sites, secret_hash, created_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7) returning ${COLUMNS}`,
      [token.id, name, role, sites === 'all' ? null : sites, hashSecret(token.secret), by, expiresAt],
    );
    const change = { from: null, to: asked };
    await insertAudit(client, null, { action: 'make', by, details: { apiKey: token.id }, change });
    return { key: only(rows), token: formatToken(token) };
  });
}

/** All keys, newest first, also those that have expired or were revoked. */
export async function listApiKeys(database: Database): Promise<StoredApiKey[]> {
  const { rows } = await database.query<StoredApiKey>(`select ${COLUMNS} from api_key order by created_at desc, id`);
  return rows;
}

/** Revokes a key from now on; one that is revoked stays as it is. Answers whether there is such a key. */
export async function revokeApiKey(database: Database, id: string, by: string): Promise<boolean> {
  return inTransaction(database, async (client) => {
    const { rows } = await client.query<{ revoked: boolean }>(
      'select revoked_at is not null as revoked from api_key where id = $1 for update',
      [id],
    );
    const [key] = rows;
    if (key?.revoked === false) {
      await client.query('update api_key set revoked_by = $2, revoked_at = clock_timestamp() where id = $1', [id, by]);
      await insertAudit(client, null, { action: 'revoke', by, details: { apiKey: id } });
    }
    return key !== undefined;
  });
}

/**
 * The key of a token, whether it is good still or not; notes at most once a minute that it was used. Nothing where there
 * is no such key, or its secret is another.
 */
export async function findApiKeyByToken(database: Database, token: string): Promise<StoredApiKey | undefined> {
  const parts = parseToken(token);
  if (parts === undefined) return undefined;
  const { rows } = await database.query<StoredApiKey & { secretHash: Buffer; noted: boolean }>(
    `select ${COLUMNS}, secret_hash as "secretHash",
       coalesce(last_used_at > now() - interval '1 minute', false) as noted
     from api_key where id = $1`,
    [parts.id],
  );
  const [row] = rows;
  if (row === undefined || !isSecretOf(row.secretHash, parts.secret)) return undefined;
  const { secretHash, noted, ...key } = row;
  if (!noted) await noteUse(database, key.id);
  return key;
}

async function noteUse(database: Database, id: string): Promise<void> {
  await database.query(
    `update api_key set last_used_at = now()
     where id = $1 and (last_used_at is null or last_used_at <= now() - interval '1 minute')`,
    [id],
  );
}
