import { mac, sameBytes, type Keyring } from '@safe-community/security/encryption';

const ID_BYTES = 16;
/** 128 bits that only this keyring can compute, so they cannot be guessed. */
const CODE_BYTES = 16;
/** 32 bytes in base64url. */
const LENGTH = 43;

/** The secrets by which reporters follow their reports; none is stored. */
export interface TrackingTokens {
  /** The token of an incident, always the same. Must not be stored or logged. */
  of(incidentId: string): string;
  /** The incident to which this token belongs; undefined for any other text. Takes constant time. */
  read(token: string): string | undefined;
}

/** Tokens are derived from the id of the incident, so none needs to be stored: docs/adr/0011. */
export function trackingTokens(keyring: Keyring): TrackingTokens {
  const of = (incidentId: string): string => {
    const id = Buffer.from(incidentId.replaceAll('-', ''), 'hex');
    const code = mac(keyring, 'tracking', incidentId).subarray(0, CODE_BYTES);
    return Buffer.concat([id, code]).toString('base64url');
  };
  return {
    of,
    read(token) {
      if (token.length !== LENGTH) return undefined;
      const incidentId = idIn(Buffer.from(token, 'base64url'));
      // As text: two bits of the last character are not part of the bytes.
      return sameBytes(Buffer.from(of(incidentId)), Buffer.from(token)) ? incidentId : undefined;
    },
  };
}

function idIn(bytes: Buffer): string {
  const digits = bytes.subarray(0, ID_BYTES).toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
