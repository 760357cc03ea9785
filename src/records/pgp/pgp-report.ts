/** What is known about a file whose content has come to its end. */
export interface PgpReport {
  /** How long the content is. */
  bytes: number;
  /** Fingerprint, upper case, of the (primary) private key that opened it. */
  decryptedWith: string;
  /** Fingerprints, upper case, of the (primary) keys whose signatures hold. */
  signedBy: string[];
  /** As the sender named the file. It is not signed for, and any text may be in it. */
  fileName?: string;
}
