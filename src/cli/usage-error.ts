/** Thrown where a command cannot be understood as it was given; `message` says what to write instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
