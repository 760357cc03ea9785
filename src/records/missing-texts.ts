import type { CsvDialect } from '../model/csv-dialect.js';

/** The texts that stand for no value: those of a schema or field, and the dialect's `nullSequence`. */
export function missingTexts(missingValues: readonly string[], { nullSequence }: CsvDialect): ReadonlySet<string> {
  return new Set(nullSequence === undefined ? missingValues : [...missingValues, nullSequence]);
}
