/** A decimal number taken apart: the value is ± 0.DIGITS × 10^magnitude; zero has no digits. */
interface Decimal {
  negative: boolean;
  digits: string;
  magnitude: number;
}

/** At most 15 characters hold at most 15 digits, which a double holds apart. */
const EXACT_AS_DOUBLE = 15;

/**
 * Compares two decimal numbers (digits with an optional sign, point and exponent; or NaN, Infinity, -Infinity) exactly,
 * however many digits they have. NaN when either is NaN.
 */
export function compareDecimals(left: string, right: string): number {
  if (left.length <= EXACT_AS_DOUBLE && right.length <= EXACT_AS_DOUBLE) {
    const [a, b] = [Number(left), Number(right)];
    if (isFaithful(left, a) && isFaithful(right, b)) {
      return a - b;
    }
  }
  if (left === 'NaN' || right === 'NaN') {
    return Number.NaN;
  }
  const infinities = infinitySign(left) - infinitySign(right);
  if (infinities !== 0 || infinitySign(left) !== 0) {
    return infinities;
  }
  const [a, b] = [parseDecimal(left), parseDecimal(right)];
  const signs = sign(a) - sign(b);
  return signs !== 0 ? signs : sign(a) * compareMagnitudes(a, b);
}

/** The same text for equal numbers: `1.50`, `+1.5` and `15E-1` have one. */
export function decimalKey(text: string): string {
  if (text === 'NaN' || text.endsWith('Infinity')) {
    return text;
  }
  const { negative, digits, magnitude } = parseDecimal(text);
  return digits === '' ? '0' : `${negative ? '-' : ''}0.${digits}e${magnitude}`;
}

/** What PostgreSQL's numeric holds: digits before and after the point. */
const MAX_WHOLE_DIGITS = 131_072;
const MAX_FRACTION_DIGITS = 16_383;

/** Shorter texts without an exponent are within those limits. */
const SURELY_WITHIN_LIMITS = 1000;

/** Whether PostgreSQL's numeric can hold a number; it may have an exponent, and is no NaN and no Infinity. */
export function isHeldByNumeric(number: string): boolean {
  if (number.length < SURELY_WITHIN_LIMITS && !/[eE]/.test(number)) {
    return true;
  }
  const { magnitude, scale } = extent(number);
  return magnitude <= MAX_WHOLE_DIGITS && scale <= MAX_FRACTION_DIGITS;
}

/** The power of ten above the first digit that counts, and the digits behind the point once the exponent has moved it. */
function extent(text: string): { magnitude: number; scale: number } {
  const { digits, magnitude } = parseDecimal(text);
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const written = mantissa.split('.')[1]?.length ?? 0;
  return { magnitude: digits === '' ? Number(exponent) : magnitude, scale: Math.max(0, written - Number(exponent)) };
}

/** Whether a double of a short text is no victim of its exponent: 1e-400 would be 0, 1e400 Infinity. */
function isFaithful(text: string, value: number): boolean {
  const size = Math.abs(value);
  return (size > 1e-200 && size < 1e200) || (size === 0 && text.length <= 5);
}

function infinitySign(text: string): number {
  return text.endsWith('Infinity') ? (text.startsWith('-') ? -1 : 1) : 0;
}

function parseDecimal(text: string): Decimal {
  const [mantissa = '', exponent = '0'] = text.split(/[eE]/);
  const unsigned = mantissa.replace(/^[+-]/, '');
  const [whole = '', fraction = ''] = unsigned.split('.');
  const all = whole + fraction;
  const digits = all.replace(/^0+/, '');
  const leadingZeros = all.length - digits.length;
  return {
    negative: mantissa.startsWith('-'),
    digits: withoutTrailingZeros(digits),
    magnitude: digits === '' ? 0 : whole.length - leadingZeros + Number(exponent),
  };
}

/** By hand: /0+$/ takes quadratic time on a long text with many zeros inside. */
function withoutTrailingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') {
    end -= 1;
  }
  return digits.slice(0, end);
}

function sign({ negative, digits }: Decimal): number {
  return digits === '' ? 0 : negative ? -1 : 1;
}

function compareMagnitudes(left: Decimal, right: Decimal): number {
  if (left.magnitude !== right.magnitude) {
    return left.magnitude - right.magnitude;
  }
  // Both begin with the digit of the same power of ten, so texts compare as numbers; a prefix is the smaller.
  return left.digits === right.digits ? 0 : left.digits < right.digits ? -1 : 1;
}
