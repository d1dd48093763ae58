import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

const DATA_KEY_BYTES = 32;
/** A name, a telephone number, and a short description. */
const PERSONAL_BYTES = 220;
/** Enough that the loop around them costs nothing. */
const PER_CALL = 100;

/**
 * The cryptography of a report: its data key is wrapped and its personal fields are encrypted; pseudonyms and an
 * idempotency key are HMACs; the request and the audit entry have digests.
 */
export async function openEncryption(): Promise<Floor> {
  const [key, dataKey, personal] = [32, DATA_KEY_BYTES, PERSONAL_BYTES].map((bytes) => randomBytes(bytes)) as [
    Buffer,
    Buffer,
    Buffer,
  ];
  const one = (): void => {
    encrypt(key, dataKey);
    encrypt(dataKey, personal);
    for (let made = 0; made < 3; made += 1) createHmac('sha256', key).update(dataKey).digest();
    for (let made = 0; made < 2; made += 1) createHash('sha256').update(personal).digest();
  };
  const call = async (): Promise<void> => {
    for (let made = 0; made < PER_CALL; made += 1) one();
  };
  return {
    work: ({ seconds }) => workInFlight({ inFlight: 1, seconds }, call, PER_CALL),
    stop: async () => {},
  };
}

function encrypt(key: Buffer, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, randomBytes(12));
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}
