/** The longest byte order mark, in bytes. */
export const LONGEST_MARK = 3;

export type Unicode = 'utf-8' | 'utf-16le' | 'utf-16be';

const MARKS: [Unicode, Buffer][] = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
];

/** The encoding whose byte order mark begins `bytes`, the first of a file. */
export function markedEncoding(bytes: Buffer): Unicode | undefined {
  return MARKS.find(([, mark]) => bytes.subarray(0, mark.length).equals(mark))?.[0];
}
