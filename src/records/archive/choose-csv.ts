import type { ArchiveEntry } from './archive-entry.js';
import { archiveInvalid } from './archive-invalid.js';
import { shownNames } from './shown-names.js';

const CSV = /\.csv$/i;
const PACKED = /\.(zip|pgp|gpg|asc|gz|tgz|tar|bz2|xz|zst|7z|rar)$/i;
/** What macOS puts beside the files of an archive: their attributes, and how a folder is shown. */
const MACOS = /(^|\/)(__MACOSX\/|\.DS_Store$|\._[^/]*$)/;

/**
 * The one CSV file of an archive. Folders and what macOS adds are passed over.
 *
 * @throws IntegratorError `archive-invalid` when there is none, or anything beside it.
 */
export function chooseCsv(entries: readonly ArchiveEntry[]): ArchiveEntry {
  const files = entries.filter(({ name }) => !name.endsWith('/') && !MACOS.test(name));
  const csvFiles = files.filter(({ name }) => CSV.test(name));
  const [csv] = csvFiles;
  const packed = files.filter(({ name }) => PACKED.test(name));
  if (packed.length > 0) {
    const advice = 'Put the CSV file itself into it; encryption goes around the zip file (.zip.pgp)';
    throw refusal(`${namesOf(packed)}, packed or encrypted once more`, advice, files);
  }
  if (files.length === 0) throw refusal('no file', 'Put the CSV file into it', files);
  if (csv === undefined) throw refusal(`no CSV file, but ${namesOf(files)}`, 'Put one file into it, named .csv', files);
  if (csvFiles.length > 1) {
    throw refusal(`${csvFiles.length} CSV files: ${namesOf(csvFiles)}`, 'Send each in a zip file of its own', files);
  }
  if (files.length > 1) {
    const others = files.filter((file) => file !== csv);
    throw refusal(`${namesOf(others)} beside the CSV file`, 'Put only the CSV file into it', files);
  }
  return csv;
}

function namesOf(files: readonly ArchiveEntry[]): string {
  return shownNames(files.map(({ name }) => name));
}

function refusal(found: string, advice: string, files: readonly ArchiveEntry[]): Error {
  return archiveInvalid(`The zip file holds ${found}. ${advice}.`, { files: files.length });
}
