/**
 * The text of a real as the service writes it: the Grisu2 algorithm in the form that RapidJSON had while it rounded no
 * digits beyond the eighth after the point, so that 0.1 + 0.2 ends in 7. Answers of the Kusto Emulator and outputs on
 * Microsoft's pages agree with it.
 */
export function realText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (Number.isSafeInteger(size)) return `${sign}${size}.0`;
  return sign + written(shortDigits(size));
}

/** Digits and the power of ten that the last of them counts. */
interface Digits {
  readonly digits: string;
  readonly power: number;
}

/** With an exponent only from 1e21 on and below 1e-6. */
function written({ digits, power }: Digits): string {
  const point = digits.length + power;
  if (power >= 0 && point <= 21) return `${digits}${'0'.repeat(power)}.0`;
  if (point > 0 && point <= 21) return `${digits.slice(0, point)}.${digits.slice(point)}`;
  if (point > -6 && point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  const mantissa = digits.length === 1 ? digits : `${digits.slice(0, 1)}.${digits.slice(1)}`;
  return `${mantissa}e${point - 1}`;
}

/** significand × 2^exponent. */
interface Scaled {
  readonly significand: bigint;
  readonly exponent: number;
}

const bits = new DataView(new ArrayBuffer(8));
const hidden = 1n << 52n;
const low = (1n << 64n) - 1n;

function partsOf(value: number): Scaled {
  bits.setFloat64(0, value);
  const raw = bits.getBigUint64(0);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = raw & (hidden - 1n);
  return exponent === 0
    ? { significand: fraction, exponent: -1074 }
    : { significand: fraction | hidden, exponent: exponent - 1075 };
}

/** With 64 bits in the significand. */
function normalized({ significand, exponent }: Scaled): Scaled {
  const by = significand > hidden * 2n ? 10 : significand >= hidden ? 11 : 64 - significand.toString(2).length;
  return { significand: significand << BigInt(by), exponent: exponent - by };
}

/** The upper half of the product, rounded. */
function product(a: Scaled, b: Scaled): Scaled {
  const whole = a.significand * b.significand;
  const carry = (whole >> 63n) & 1n;
  return { significand: ((whole >> 64n) + carry) & low, exponent: a.exponent + b.exponent + 64 };
}

const powers = new Map<number, Scaled>();

/** 10^power with 64 bits, rounded to the nearest. */
function powerOfTen(power: number): Scaled {
  const known = powers.get(power);
  if (known) return known;
  const [over, under] = power >= 0 ? [10n ** BigInt(power), 1n] : [1n, 10n ** BigInt(-power)];
  let exponent = over.toString(2).length - under.toString(2).length - 64;
  const divided = (by: number): bigint => (by >= 0 ? over / (under << BigInt(by)) : (over << BigInt(-by)) / under);
  if (divided(exponent) > low) exponent++;
  const twice = exponent >= 1 ? over / (under << BigInt(exponent - 1)) : (over << BigInt(1 - exponent)) / under;
  const found = { significand: (twice + 1n) >> 1n, exponent };
  powers.set(power, found);
  return found;
}

/** Digits that read back as the value, which lies between the two boundaries. */
function shortDigits(value: number): Digits {
  const exact = partsOf(value);
  const isPower = exact.significand === hidden;
  const above = normalized({ significand: exact.significand * 2n + 1n, exponent: exact.exponent - 1 });
  const below = isPower
    ? { significand: exact.significand * 4n - 1n, exponent: exact.exponent - 2 }
    : { significand: exact.significand * 2n - 1n, exponent: exact.exponent - 1 };
  const aligned = {
    significand: below.significand << BigInt(below.exponent - above.exponent),
    exponent: above.exponent,
  };
  const index = (Math.ceil((-61 - above.exponent) * 0.30102999566398114 + 347) >> 3) + 1;
  const power = -348 + index * 8;
  const scale = powerOfTen(power);
  const middle = product(normalized(exact), scale);
  const most = product(above, scale).significand - 1n;
  const least = product(aligned, scale).significand + 1n;
  return digitsWithin(most, most - least, most - middle.significand, BigInt(-middle.exponent), -power);
}

/** The service rounds only what it writes within so many digits after the point. */
const mostRounded = 9;

/** The digits of `most`, until what is left out is less than `delta`; then towards the value, `off` below it. */
function digitsWithin(most: bigint, delta: bigint, off: bigint, shift: bigint, power: number): Digits {
  const one = 1n << shift;
  const whole = String(most >> shift);
  for (let taken = 1; taken <= whole.length; taken++) {
    const left = whole.length - taken;
    const unit = 10n ** BigInt(left);
    const rest = most - ((((most >> shift) / unit) * unit) << shift);
    if (rest <= delta)
      return { digits: nearer(whole.slice(0, taken), rest, delta, unit << shift, off), power: power + left };
  }
  let digits = whole === '0' ? '' : whole;
  let rest = most & (one - 1n);
  let room = delta;
  for (let after = 1; ; after++) {
    rest *= 10n;
    room *= 10n;
    const digit = rest >> shift;
    if (digit > 0n || digits !== '') digits += digit;
    rest &= one - 1n;
    if (rest >= room) continue;
    const distance = after < mostRounded ? off * 10n ** BigInt(after) : 0n;
    return { digits: nearer(digits, rest, room, one, distance), power: power - after };
  }
}

/** Takes the last digit down as long as that comes nearer to the value. */
function nearer(digits: string, rest: bigint, delta: bigint, unit: bigint, off: bigint): string {
  let last = BigInt(digits.slice(-1));
  let left = rest;
  while (left < off && delta - left >= unit && (left + unit < off || off - left > left + unit - off)) {
    last--;
    left += unit;
  }
  return digits.slice(0, -1) + last;
}
