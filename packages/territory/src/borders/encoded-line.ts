/** Printable characters from `?` to `~`: five bits of a number each, and one bit that says whether more follow. */
const FIRST_CHARACTER = 63;
const MORE = 0x20;
const BITS = 5;

/** Writes whole numbers as text, small ones in one or two characters: the encoded polyline algorithm. */
export function encodeLine(numbers: readonly number[]): string {
  let text = '';
  for (const number of numbers) {
    let rest = number < 0 ? ~(number << 1) : number << 1;
    for (; rest >= MORE; rest >>>= BITS) text += String.fromCharCode((MORE | (rest & (MORE - 1))) + FIRST_CHARACTER);
    text += String.fromCharCode(rest + FIRST_CHARACTER);
  }
  return text;
}

/** The numbers of an encoded text from `start` on. Inverse of `encodeLine`. */
export function decodeLine(text: string, start = 0): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (let index = start; index < text.length; index += 1) {
    const bits = text.charCodeAt(index) - FIRST_CHARACTER;
    value |= (bits & (MORE - 1)) << shift;
    shift += BITS;
    if ((bits & MORE) !== 0) continue;
    numbers.push((value & 1) === 1 ? ~(value >>> 1) : value >>> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
