import type { Defect } from '../defect.js';

/** What is read, signed, encrypted and counted. */
export const RECORDS: readonly Defect[] = [
  {
    name: 'a record that is lost counts as none',
    source: 'src/model/run-counts.ts',
    find: 'return read === applied + unchanged + rejected + excluded && applied === inserted + updated;',
    replace: 'return read >= applied + unchanged + rejected + excluded && applied === inserted + updated;',
    caughtBy: {
      file: 'test/model/rules.test.ts',
      title: 'the counts of a run do not add up when a record is lost, doubled or invented',
      alone: true,
    },
  },
  {
    name: 'a formula goes into a spreadsheet as it is',
    source: 'src/records/rejects-csv-formulas.ts',
    find: 'return FORMULA.test(parts) ?',
    replace: 'return FORMULA.test(parts) && parts.length > 1000 ?',
    caughtBy: {
      file: 'test/records/rejects-csv-formulas.test.ts',
      title: 'a text that a spreadsheet would take for a formula never begins as a formula any more, whatever the text',
      alone: true,
    },
  },
  {
    name: 'a signature is not verified',
    source: 'src/records/pgp/signers.ts',
    find: 'await signature.verified;',
    replace: 'signature.verified.catch(() => undefined);',
    caughtBy: {
      file: 'test/records/pgp/signatures.test.ts',
      title:
        'The signature of an encrypted file is refused when it is for other content, required or not, if the key is known',
      alone: true,
    },
  },
  {
    name: 'a signer who is required need not have signed',
    source: 'src/records/pgp/signers.ts',
    find: 'if (requireSignedBy.length === 0 || signatures.some((signature) => isDecisive(signature, signers))) return;',
    replace:
      'if (requireSignedBy.length < 99 || signatures.some((signature) => isDecisive(signature, signers))) return;',
    caughtBy: {
      file: 'test/records/pgp/signatures.test.ts',
      title: 'The signature of an encrypted file is missed where it is required, before any content has come',
      alone: true,
    },
  },
  {
    name: 'payloads are encrypted with one nonce',
    source: 'src/codec/payload-encryption.ts',
    find: 'const nonce = randomBytes(NONCE_BYTES);',
    replace: 'const nonce = Buffer.alloc(NONCE_BYTES);',
    caughtBy: {
      file: 'test/codec/payload-encryption.test.ts',
      title: 'the encryption of payloads uses a nonce once',
      alone: true,
    },
  },
  {
    name: 'a payload is not bound to the id of its key',
    source: 'src/codec/payload-encryption.ts',
    find: 'return Buffer.from(`${ENCODING}\\n${id}`);',
    replace: 'return Buffer.from(`${ENCODING}\\n${id.length}`);',
    caughtBy: {
      file: 'test/codec/payload-encryption.test.ts',
      title: 'the encryption of payloads refuses another id in the metadata, even where that key is the same',
      alone: true,
    },
  },
];
