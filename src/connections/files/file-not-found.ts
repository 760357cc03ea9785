import type { FileSystem } from './file-system.js';
import { IntegratorError } from '../../model/errors.js';

/** `whereabouts` are whole sentences on where it may be instead. */
export function fileNotFound(fs: FileSystem, file: string, cause: string, whereabouts = ''): IntegratorError {
  const todo = 'Put it there, or upload a file for this run.';
  const message = [`${file} in ${fs.name} cannot be read (${cause}).`, whereabouts, todo].filter(Boolean).join(' ');
  return new IntegratorError('file-not-found', message);
}
