/** Wire types: varint, eight bytes, length-delimited. */
export const WIRE = { varint: 0, eightBytes: 1, length: 2 } as const;

/** The tag of a field. */
export function tag(number: number, wire: (typeof WIRE)[keyof typeof WIRE]): Buffer {
  return varint(number * 8 + wire);
}

/** A length-delimited field: text, bytes, or a message. */
export function withLength(number: number, content: Uint8Array): Buffer {
  return Buffer.concat([tag(number, WIRE.length), varint(content.length), content]);
}

/** @param value a whole number from 0. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.trunc(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
