import type { Dependencies } from './dependencies.js';
import type { ImportToDo } from './read-run.js';
import { csvDialect } from '../model/csv-dialect.js';
import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import { openCsv, type CsvFile } from '../records/csv-file.js';
import { expectedColumns } from '../records/expected-columns.js';
import { readLookup, type Lookup } from '../records/lookup.js';

/** The name under which the opened source file of a run is kept; external files are kept under their own. */
export const SOURCE = 'source';

/** Whether a file must be decrypted or unzipped before it can be read. */
export function needsOpening({ name }: Pick<UploadedFile, 'name'>): boolean {
  const { encrypted, zipped } = sourceFormat(name);
  return encrypted || zipped;
}

/** How much there is to read of the run's file: of one that was encrypted or zipped, what came out of it. */
export function sourceBytes({ files }: Dependencies, { run }: ImportToDo): Promise<number> {
  const file = sourceFileOf(run);
  return needsOpening(file) ? files.opened.size(run.id, SOURCE) : Promise.resolve(file.bytes);
}

/**
 * The run's file, as its integration declares it; a resubmission's file is written by us, in the default dialect.
 *
 * @param onRead told the number of bytes each time some are read.
 */
export function readSource(
  dependencies: Dependencies,
  { run, definition }: ImportToDo,
  onRead?: (bytes: number) => void,
): Promise<CsvFile> {
  const { dialect, encoding, limits, schema, mapping } = definition;
  const read = readContent(dependencies, run.id, SOURCE, sourceFileOf(run));
  const content = onRead === undefined ? read : counted(read, onRead);
  if (run.resubmits !== null) return openCsv(content, { dialect: csvDialect.parse({}) });
  const { maxRecordBytes } = limits;
  return openCsv(content, { dialect, encoding, maxRecordBytes, fieldCount: expectedColumns(schema, mapping).length });
}

/** The external files the run has, ready to look up in. */
export async function readLookups(
  dependencies: Dependencies,
  { run, definition }: ImportToDo,
): Promise<Map<string, Lookup>> {
  const lookups = new Map<string, Lookup>();
  for (const declared of definition.externalFiles) {
    const file = run.externalFiles[declared.name];
    if (file === undefined) continue;
    const { dialect, encoding } = declared;
    const csv = openCsv(readContent(dependencies, run.id, declared.name, file), { dialect, encoding });
    lookups.set(declared.name, await readLookup(csv, declared, definition.mapping));
  }
  return lookups;
}

/** The file a run was given or has received. @throws IntegratorError `file-not-found`. */
export function sourceFileOf({ fileName, fileSha256, fileBytes, name }: ImportToDo['run']): UploadedFile {
  if (fileName !== null && fileSha256 !== null) return { name: fileName, sha256: fileSha256, bytes: fileBytes ?? 0 };
  throw new IntegratorError('file-not-found', `The run ${name} has received no file.`);
}

async function* counted(content: AsyncIterable<Buffer>, onRead: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    onRead(chunk.length);
    yield chunk;
  }
}

function readContent({ files }: Dependencies, run: string, name: string, file: UploadedFile): AsyncIterable<Buffer> {
  return needsOpening(file) ? files.opened.read(run, name) : files.read(file.sha256);
}
