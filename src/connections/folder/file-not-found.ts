import { IntegratorError } from '../../model/errors.js';

/** Codes that say something about the file; others, such as too many open files, say something about now. */
const NOT_THERE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP', 'ENXIO', 'ENAMETOOLONG']);

/** Why the file cannot be taken, where the failure says so of the file. */
export function causeInFile(error: unknown): string | undefined {
  const { code = '' } = error as NodeJS.ErrnoException;
  return NOT_THERE.has(code) ? code : undefined;
}

/** `whereabouts` are whole sentences on where it may be instead. */
export function fileNotFound(folder: string, file: string, cause: string, whereabouts = ''): IntegratorError {
  const todo = 'Put it there, or upload a file for this run.';
  const message = [`${file} in ${folder} cannot be read (${cause}).`, whereabouts, todo].filter(Boolean).join(' ');
  return new IntegratorError('file-not-found', message);
}
