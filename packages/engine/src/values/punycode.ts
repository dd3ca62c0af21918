/** RFC 3492, section 5. */
const [base, least, most, skew, damp, firstBias, firstPoint] = [36, 1, 26, 38, 700, 72, 128] as const;

function adapt(delta: number, points: number, isFirst: boolean): number {
  let left = isFirst ? Math.floor(delta / damp) : delta >> 1;
  left += Math.floor(left / points);
  let bias = 0;
  for (; left > ((base - least) * most) >> 1; bias += base) left = Math.floor(left / (base - least));
  return bias + Math.floor(((base - least + 1) * left) / (left + skew));
}

const threshold = (place: number, bias: number): number => Math.min(most, Math.max(least, place - bias));
const digits = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Unicode text in the ASCII form of Punycode, without `xn--`. */
export function encodePunycode(text: string): string {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const basic = points.filter((point) => point < firstPoint);
  let out = String.fromCharCode(...basic);
  if (basic.length > 0) out += '-';
  let bias: number = firstBias;
  let delta = 0;
  let done = basic.length;
  let point: number = firstPoint;
  while (done < points.length) {
    const from = point;
    const next = Math.min(...points.filter((each) => each >= from));
    delta += (next - point) * (done + 1);
    point = next;
    for (const each of points) {
      if (each < point) delta++;
      if (each !== point) continue;
      let left = delta;
      for (let place = base; ; place += base) {
        const limit = threshold(place, bias);
        if (left < limit) break;
        out += digits[limit + ((left - limit) % (base - limit))] ?? '';
        left = Math.floor((left - limit) / (base - limit));
      }
      out += digits[left] ?? '';
      bias = adapt(delta, done + 1, done === basic.length);
      delta = 0;
      done++;
    }
    delta++;
    point++;
  }
  return out;
}

/** The text that Punycode without `xn--` stands for; undefined when it is none. */
export function decodePunycode(text: string): string | undefined {
  if (!/^[\0-\x7f]*$/.test(text)) return undefined;
  const cut = text.lastIndexOf('-');
  const points = Array.from(text.slice(0, Math.max(0, cut)), (character) => character.charCodeAt(0));
  let bias: number = firstBias;
  let point: number = firstPoint;
  let index = 0;
  for (let at = cut > 0 ? cut + 1 : 0; at < text.length; ) {
    const before = index;
    let weight = 1;
    for (let place = base; ; place += base) {
      const digit = digits.indexOf(text[at++]?.toLowerCase() ?? '_');
      if (digit < 0) return undefined;
      index += digit * weight;
      const limit = threshold(place, bias);
      if (digit < limit) break;
      weight *= base - limit;
      if (index > 0x7fffffff) return undefined;
    }
    const length = points.length + 1;
    bias = adapt(index - before, length, before === 0);
    point += Math.floor(index / length);
    index %= length;
    if (point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) return undefined;
    points.splice(index++, 0, point);
  }
  return String.fromCodePoint(...points);
}
