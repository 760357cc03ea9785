import { createHash } from 'node:crypto';

/** Lets only a server in that shows one of its pinned keys, and remembers the key of one that does not. */
export class HostKeyCheck {
  /** The kind and the fingerprint of the key that was refused: `ssh-ed25519 SHA256:…`. */
  refused: string | undefined;

  /** @param pinned fingerprints as `ssh-keygen -lf` prints them: `SHA256:…`. */
  constructor(private readonly pinned: readonly string[]) {}

  /** @param key as it is sent (RFC 4253, §6.6): its first string is its kind. */
  readonly verify = (key: Buffer): boolean => {
    const fingerprint = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
    if (this.pinned.includes(fingerprint)) return true;
    const kind = key.toString('latin1', 4, 4 + key.readUInt32BE(0)).replaceAll(/[^\w@.-]/g, '');
    this.refused = `${kind} ${fingerprint}`;
    return false;
  };
}
