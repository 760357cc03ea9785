/** Gives the secret behind a reference (`env:NAME`, `file:/path`); throws IntegratorError `secret-not-found`. */
export type ResolveSecret = (reference: string) => string;
