import { createHash } from 'node:crypto';

/** The key a server shows. */
export interface HostKey {
  /** Such as `ssh-ed25519`. */
  kind: string;
  /** As `ssh-keygen -lf` prints it: `SHA256:…`. */
  fingerprint: string;
}

/** @param sent the key as it is sent (RFC 4253, §6.6): its first string is its kind. */
export function readHostKey(sent: Buffer): HostKey {
  const kind = sent.toString('latin1', 4, 4 + sent.readUInt32BE(0)).replaceAll(/[^\w@.-]/g, '');
  const digest = createHash('sha256').update(sent).digest('base64');
  return { kind, fingerprint: `SHA256:${digest.replace(/=+$/, '')}` };
}
