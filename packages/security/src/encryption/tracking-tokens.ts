import type { Keyring } from './keyring.ts';
import { mac, sameBytes } from './mac.ts';

const ID_BYTES = 16;
/** 128 bits that only this keyring can compute, so they cannot be guessed. */
const CODE_BYTES = 16;
/** 32 bytes in base64url. */
const LENGTH = 43;

/** The secrets by which people follow what they reported or asked for; none is stored. */
export interface TrackingTokens {
  /** The token of a subject, always the same. Must not be stored or logged. */
  of(subjectId: string): string;
  /** The subject to which this token belongs; undefined for any other text. Takes constant time. */
  read(token: string): string | undefined;
}

/**
 * Tokens are derived from the id of the subject, so none needs to be stored: docs/adr/0011.
 *
 * @param purpose tokens of one purpose are unrelated to those of another.
 */
export function trackingTokens(keyring: Keyring, purpose = 'tracking'): TrackingTokens {
  const of = (subjectId: string): string => {
    const id = Buffer.from(subjectId.replaceAll('-', ''), 'hex');
    const code = mac(keyring, purpose, subjectId).subarray(0, CODE_BYTES);
    return Buffer.concat([id, code]).toString('base64url');
  };
  return {
    of,
    read(token) {
      if (token.length !== LENGTH) return undefined;
      const subjectId = idIn(Buffer.from(token, 'base64url'));
      // As text: two bits of the last character are not part of the bytes.
      return sameBytes(Buffer.from(of(subjectId)), Buffer.from(token)) ? subjectId : undefined;
    },
  };
}

function idIn(bytes: Buffer): string {
  const digits = bytes.subarray(0, ID_BYTES).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
