import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether a real gpg is on this machine. */
export function hasGpg(): boolean {
  return spawnSync('gpg', ['--version']).status === 0;
}

/** A real gpg with a keyring of its own. */
export class Gpg {
  // Its agent's socket has to fit into 108 bytes.
  readonly #home = mkdtempSync(join(tmpdir(), 'gpg-'));

  /** Runs a command without asking anybody; gives what it writes. */
  run(args: readonly string[], input?: Buffer | string): Buffer {
    const fixed = ['--batch', '--quiet', '--yes', '--pinentry-mode', 'loopback', '--trust-model', 'always'];
    const options = { env: { ...process.env, GNUPGHOME: this.#home }, maxBuffer: 2 ** 28 };
    return execFileSync('gpg', [...fixed, ...args], {
      ...options,
      input: input ?? '',
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }

  /** Makes a key that certifies and signs, and a subkey that encrypts; gives its fingerprint. */
  makeKey(
    name: string,
    algorithms: readonly [sign: string, encrypt: string],
    passphrase = '',
    { expires = 'never', time = [] }: { expires?: string; time?: readonly string[] } = {},
  ): string {
    const [sign, encrypt] = algorithms;
    const secret = ['--passphrase', passphrase, ...time];
    this.run([...secret, '--quick-gen-key', `${name} <${name}@example.test>`, sign, 'default', expires]);
    const fingerprint = this.#fingerprintOf(name);
    this.run([...secret, '--quick-add-key', fingerprint, encrypt, 'encr', expires]);
    return fingerprint;
  }

  exportPublic(name: string): string {
    return this.run(['--armor', '--export', name]).toString();
  }

  exportPrivate(name: string, passphrase = '', command = '--export-secret-keys'): string {
    return this.run(['--passphrase', passphrase, '--armor', command, name]).toString();
  }

  import(key: string, passphrase = ''): void {
    this.run(['--passphrase', passphrase, '--import'], key);
  }

  /** Imports the revocation that gpg writes beside each key it makes. */
  revoke(fingerprint: string): void {
    const certificate = readFileSync(join(this.#home, 'openpgp-revocs.d', `${fingerprint}.rev`), 'utf8');
    this.run(['--import'], certificate.replace(/^:-----BEGIN/m, '-----BEGIN'));
  }

  /** Puts a file into its folder, so that it has a name; gives the path. */
  file(name: string, content: Buffer | string): string {
    const path = join(this.#home, name);
    writeFileSync(path, content);
    return path;
  }

  /** Ends its agent and forgets all keys. */
  end(): void {
    spawnSync('gpgconf', ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: this.#home } });
    rmSync(this.#home, { recursive: true, force: true });
  }

  #fingerprintOf(name: string): string {
    const listing = this.run(['--with-colons', '--list-keys', `<${name}@example.test>`]).toString();
    return /^fpr:+([0-9A-F]+):/m.exec(listing)?.[1] ?? '';
  }
}
