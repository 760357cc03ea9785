/**
 * Thrown when the local default cannot go on. The message says what happened and what to do, and is all that a user
 * needs to see: the entry prints it alone and exits 1.
 */
export class EmbeddedError extends Error {
  override readonly name = 'EmbeddedError';
}
