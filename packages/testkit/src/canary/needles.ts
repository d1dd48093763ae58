/** Values to search for, by name: texts, numbers, or bytes that do not occur by chance. */
export type Canaries = Readonly<Record<string, string | number | Uint8Array>>;

export interface Needle {
  /** The canary and its encoding: "phone as hex". */
  readonly name: string;
  readonly bytes: Buffer;
}

/** A shorter one occurs by chance, unless it is the canary itself. */
const MIN_BYTES = 6;

/** Every encoding of the canaries, each once. */
export function needlesOf(canaries: Canaries): Needle[] {
  const needles = new Map<string, Needle>();
  for (const [canary, value] of Object.entries(canaries)) {
    for (const [way, written] of waysToWrite(value)) {
      const bytes = Buffer.from(written);
      const isTelling = way === PLAIN || bytes.length >= MIN_BYTES;
      const key = bytes.toString('latin1');
      if (isTelling && !needles.has(key)) needles.set(key, { name: `${canary} ${way}`.trimEnd(), bytes });
    }
  }
  return [...needles.values()];
}

const PLAIN = '';

type Way = readonly [name: string, written: string | Uint8Array];

function waysToWrite(value: string | number | Uint8Array): Way[] {
  if (typeof value === 'number') return [...waysToWriteText(String(value)), ...waysToWriteDouble(value)];
  if (typeof value === 'string') return waysToWriteText(value);
  return [[PLAIN, value], ...waysToEncode(Buffer.from(value))];
}

function waysToWriteText(text: string): Way[] {
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    [PLAIN, text],
    ['in lower case', text.toLowerCase()],
    ['in upper case', text.toUpperCase()],
    ['as UTF-16, little-endian', utf16],
    ['as UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['in JSON escapes', escapes(text)],
    ['in a URL', encodeURIComponent(text)],
    ['in a URL, in lower case', encodeURIComponent(text).toLowerCase()],
    ...waysToEncode(Buffer.from(text)),
  ];
}

/** A double as protobuf and PostgreSQL store it. */
function waysToWriteDouble(value: number): Way[] {
  const [little, big] = [Buffer.alloc(8), Buffer.alloc(8)];
  little.writeDoubleLE(value);
  big.writeDoubleBE(value);
  return [
    ['as a double, little-endian', little],
    ['as a double, big-endian', big],
  ];
}

function waysToEncode(bytes: Buffer): Way[] {
  const hex = bytes.toString('hex');
  const base64 = [0, 1, 2].map((offset) => innerBase64(bytes, offset));
  return [
    ['as hex', hex],
    ['as hex in upper case', hex.toUpperCase()],
    ...base64.map((inner): Way => ['as base64', inner]),
    ...base64.map((inner): Way => ['as base64url', inner.replaceAll('+', '-').replaceAll('/', '_')]),
  ];
}

/** The base64 characters that do not depend on neighbouring bytes, at an `offset` within a group of three. */
function innerBase64(bytes: Buffer, offset: number): string {
  const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  // A character has six bits: the first and last one may contain bits of neighbouring bytes.
  return shifted.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
}

function escapes(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
