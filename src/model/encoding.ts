import { z } from 'zod';

/** The encodings a text file may be declared to have, by their names in the WHATWG Encoding Standard and IANA's list. */
export const ENCODINGS = [
  'utf-8',
  'utf-16',
  'utf-16le',
  'utf-16be',
  'windows-1250',
  'windows-1251',
  'windows-1252',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'iso-8859-1',
  'iso-8859-2',
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-5',
  'iso-8859-6',
  'iso-8859-7',
  'iso-8859-8',
  'iso-8859-9',
  'iso-8859-10',
  'iso-8859-11',
  'iso-8859-13',
  'iso-8859-14',
  'iso-8859-15',
  'iso-8859-16',
  'ibm437',
  'ibm850',
  'ibm866',
  'koi8-r',
  'koi8-u',
  'macintosh',
  'x-mac-cyrillic',
  'shift_jis',
  'euc-jp',
  'gbk',
  'gb18030',
  'big5',
  'euc-kr',
] as const;

/**
 * How the characters of a file were made bytes. It is declared, never guessed. `utf-16` takes the order of bytes from
 * the byte order mark, which must be there. What Excel calls "Unicode text" is utf-16, "CSV" is the windows-125x of the
 * computer's language, "CSV (Macintosh)" macintosh and "CSV (MS-DOS)" ibm437 or ibm850.
 */
export const encoding = z
  .enum(ENCODINGS)
  .meta({ description: 'How the file is encoded; a file whose bytes do not fit is refused.' });

export type Encoding = z.output<typeof encoding>;
