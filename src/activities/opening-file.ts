import { open } from 'node:fs/promises';

import { connectionOf } from './connection-of.js';
import type { Dependencies } from './dependencies.js';
import { keyTexts } from './key-texts.js';
import type { ImportToDo } from './read-run.js';
import type { Say } from './run-step.js';
import { formatBytes } from '../model/format-bytes.js';
import { IntegratorError } from '../model/errors.js';
import type { UploadedFile } from '../model/run-request.js';
import { sourceFormat } from '../model/source-format.js';
import { openArchive } from '../records/archive/open-archive.js';
import { decryptPgp } from '../records/pgp/decrypt-pgp.js';
import type { PgpKeyTexts } from '../records/pgp/read-pgp-keys.js';

/** How far a zip may unpack: a file of records seldom comes to more than a hundredfold. */
const MAX_RATIO = 200;
/** What a zip may hold beside its CSV file: folders, and what desktops put in. */
const MAX_ENTRIES = 1000;

/** Opens files of one run: `employees.csv.zip.pgp` is decrypted, then unzipped. */
export class OpeningFile {
  constructor(
    private readonly dependencies: Dependencies,
    private readonly todo: ImportToDo,
    private readonly say: Say,
    private readonly signal: AbortSignal,
  ) {}

  /** @throws IntegratorError saying what is wrong with the file, or with the keys. */
  async open(name: string, file: UploadedFile): Promise<void> {
    const { files } = this.dependencies;
    const { encrypted, zipped } = sourceFormat(file.name);
    const { run } = this.todo;
    if (!encrypted) {
      await this.unzip(name, files.pathOf(file.sha256), file.name);
      return;
    }
    const decrypted = await files.opened.keep(run.id, `${name}.decrypted`, this.decrypt(file), this.signal);
    if (zipped || (await isZip(decrypted))) {
      await this.unzip(name, decrypted, file.name);
      await files.opened.forget(run.id, `${name}.decrypted`);
    } else {
      await files.opened.rename(run.id, `${name}.decrypted`, name);
    }
  }

  private async unzip(name: string, path: string, fileName: string): Promise<void> {
    const { maxUnpackedBytes } = this.todo.definition.limits;
    const limits = { maxUnpackedBytes, maxRatio: MAX_RATIO, maxEntries: MAX_ENTRIES };
    const archive = await openArchive(path, limits, this.signal);
    await this.dependencies.files.opened.keep(this.todo.run.id, name, archive.content, this.signal);
    this.say(`Unzipped ${archive.name} from ${fileName}: ${formatBytes(archive.bytes)}`);
  }

  private async *decrypt(file: UploadedFile): AsyncGenerator<Buffer> {
    const { maxUnpackedBytes } = this.todo.definition.limits;
    const keys = this.keysFor(file.name);
    const report = yield* decryptPgp(this.read(file), keys, { maxPlainBytes: maxUnpackedBytes }, this.signal);
    const signed = report.signedBy.length > 0 ? `signed by ${report.signedBy.join(', ')}` : 'not signed by a known key';
    this.say(`Decrypted ${file.name} with key ${report.decryptedWith}, ${signed}`);
  }

  /** Opened when the first piece is asked for: until its turn has come, nobody would hear that it fails. */
  private async *read({ sha256 }: UploadedFile): AsyncGenerator<Buffer> {
    yield* this.dependencies.files.read(sha256);
  }

  private keysFor(fileName: string): PgpKeyTexts {
    const { definition, site } = this.todo;
    const { pgp } = definition;
    const connection = connectionOf(site, pgp?.connection);
    if (pgp === undefined || connection?.kind !== 'pgp-key') {
      const message = `${fileName} is encrypted, and the integration has no keys for it: add a pgp-key connection to site ${site.site} and name it in pgp.connection.`;
      throw new IntegratorError('key-invalid', message);
    }
    return keyTexts(this.dependencies, connection, pgp.requireSignedBy);
  }
}

/** Whether what was encrypted under a name that does not tell is a zip. */
async function isZip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.toString('latin1') === 'PK\x03\x04';
  } finally {
    await file.close();
  }
}
