import type { Encoding } from '../../model/encoding.js';
import { CUT_OFF, NO_CHARACTER } from './character-reader.js';
import type { LooksUp } from './code-table.js';
import { textCode } from './text-code.js';
import { unifiedHangul } from './unified-hangul.js';
import { upperHalves } from './upper-halves.js';

/** What bytes stand for in `encoding`, which extends ASCII. */
export function lookUpCharacters(encoding: Encoding): LooksUp {
  const upperHalf = upperHalves[encoding];
  if (upperHalf !== undefined) {
    return (sequence) => textCode(upperHalf[(sequence[0] ?? 0) - 0x80]);
  }
  if (encoding === 'euc-kr') {
    return unifiedHangul(decoderLookUp(encoding));
  }
  return encoding.startsWith('iso-8859-') ? withoutControls(decoderLookUp(encoding)) : decoderLookUp(encoding);
}

/** By Node's decoder, which for some sequences answers what is no text: those are no characters for us. */
function decoderLookUp(encoding: Encoding): LooksUp {
  return (sequence) => {
    // A new one each time: a decoder keeps what it was given after an error, too.
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
    try {
      const text = decoder.decode(sequence, { stream: true });
      return text === '' ? CUT_OFF : textCode(text);
    } catch {
      return NO_CHARACTER;
    }
  };
}

/** The sets of ISO 8859 have no characters below 0xA0; decoders take some of them for Windows' larger sets. */
function withoutControls(lookUp: LooksUp): LooksUp {
  return (sequence) => ((sequence[0] ?? 0) < 0xa0 ? NO_CHARACTER : lookUp(sequence));
}
