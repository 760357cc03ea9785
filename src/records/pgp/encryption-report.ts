/** What is known about a file that has been encrypted to its end. */
export interface EncryptionReport {
  /** How long the encrypted file is. */
  bytes: number;
  /** Fingerprints, upper case, of the (primary) keys that can open it, in the order they were declared. */
  encryptedFor: string[];
  /** Fingerprint, upper case, of the (primary) key that signed it. */
  signedBy?: string;
}
