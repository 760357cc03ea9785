import { compileExclusions } from './compile-exclusions.js';
import { compileSchema } from './compile-schema.js';
import { openCsv } from './csv-file.js';
import { readLookup, type Lookup } from './lookup.js';
import { matchHeader } from './match-header.js';
import { csvDialect } from '../model/csv-dialect.js';
import type { ExclusionGroup } from '../model/exclusion-group.js';
import type { ImportIntegration } from '../model/import-integration.js';
import type { ParameterValues } from '../model/parameters.js';
import type { RejectReason } from '../model/reject.js';

/** What a run would ask of records. */
export interface RunChecks {
  definition: Pick<ImportIntegration, 'schema' | 'mapping' | 'dialect' | 'externalFiles'>;
  parameters: ParameterValues;
  /** Groups whose records the run leaves out. */
  exclusions: Readonly<Record<string, ExclusionGroup>>;
  /** Opens the run's external files, by name; undefined: it has the file, and nobody looks into it here. */
  externalFiles: ReadonlyMap<string, (() => AsyncIterable<Buffer>) | undefined>;
}

/** What is wrong with records, as far as no database is needed to tell. */
export interface CheckedRecords {
  /** Why records are refused, by their numbers from 1; those that are not refused are not here. */
  reasons: ReadonlyMap<number, readonly RejectReason[]>;
  /** Fields of which nothing is said, as an external file was not looked into. */
  notChecked: string[];
}

/**
 * What a run would refuse of `content`, corrected records as CSV in the default dialect: by the reading and the checks of
 * a load, without its target. A record that the run leaves out is not refused.
 *
 * @throws IntegratorError what `openCsv` refuses a whole file with, such as `file-nul-byte`.
 */
export async function checkRecords(content: AsyncIterable<Buffer>, checks: RunChecks): Promise<CheckedRecords> {
  const { schema, mapping, dialect } = checks.definition;
  const lookups = await readLookups(checks);
  const file = await openCsv(content, { dialect: csvDialect.parse({}) });
  try {
    const columns = matchHeader(file.header, schema, mapping);
    const check = compileSchema(schema, columns, dialect, { parameters: checks.parameters, lookups });
    const excludes = compileExclusions(checks.exclusions, columns);
    const notChecked = notLookedUp(checks);
    const refused = new Map<number, readonly RejectReason[]>();
    for await (const { records, rejects } of file.blocks) {
      for (const { record, reasons } of rejects) refused.set(record, reasons);
      for (const { number, fields } of records) {
        const { values, reasons } = check(fields);
        const said = reasons.filter(({ field }) => field === undefined || !notChecked.includes(field));
        if (said.length > 0 && !excludes(values)) refused.set(number, said);
      }
    }
    return { reasons: refused, notChecked };
  } finally {
    await file.close();
  }
}

async function readLookups({ definition, externalFiles }: RunChecks): Promise<Map<string, Lookup>> {
  const lookups = new Map<string, Lookup>();
  for (const declared of definition.externalFiles) {
    const open = externalFiles.get(declared.name);
    if (open === undefined) continue;
    const { dialect, encoding } = declared;
    lookups.set(declared.name, await readLookup(openCsv(open(), { dialect, encoding }), declared, definition.mapping));
  }
  return lookups;
}

/** Fields whose value stands in a file that nobody looks into; where the run has no such file, they have no value. */
function notLookedUp({ definition, externalFiles }: RunChecks): string[] {
  return Object.entries(definition.mapping).flatMap(([field, { lookup }]) =>
    lookup !== undefined && externalFiles.has(lookup) && externalFiles.get(lookup) === undefined ? [field] : [],
  );
}
