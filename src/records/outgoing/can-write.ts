import type { Encoding } from '../../model/encoding.js';

/** Encodings that are read only: Node decodes them, and encodes none of them. */
const READ_ONLY: ReadonlySet<Encoding> = new Set(['shift_jis', 'euc-jp', 'gbk', 'gb18030', 'big5', 'euc-kr']);

/** Whether a file can be written in `encoding`; all can be read. */
export function canWrite(encoding: Encoding): boolean {
  return !READ_ONLY.has(encoding);
}
