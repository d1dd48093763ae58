import { createCipheriv, createHmac, createSecretKey, hash, randomBytes, type KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { workInFlight } from '../frame/in-flight.ts';
import type { Floor } from './floor.ts';

const DATA_KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** A data key and two nonces. */
const FRESH_BYTES = DATA_KEY_BYTES + 2 * NONCE_BYTES;
/** A name, a telephone number, and a short description. */
const PERSONAL_BYTES = 220;
/** Enough that the call around them costs nothing. */
const PER_CALL = 100;

/**
 * The cryptography of a report: its data key is wrapped and its personal fields are encrypted; pseudonyms and an
 * idempotency key are HMACs; the request and the audit entry have digests.
 */
export async function openEncryption(): Promise<Floor> {
  const key = createSecretKey(randomBytes(DATA_KEY_BYTES));
  const personal = randomBytes(PERSONAL_BYTES);
  const one = (fresh: Buffer): void => {
    const dataKey = fresh.subarray(0, DATA_KEY_BYTES);
    encrypt(key, fresh.subarray(DATA_KEY_BYTES, DATA_KEY_BYTES + NONCE_BYTES), dataKey);
    encrypt(createSecretKey(dataKey), fresh.subarray(DATA_KEY_BYTES + NONCE_BYTES), personal);
    for (let made = 0; made < 3; made += 1) createHmac('sha256', key).update(dataKey).digest();
    for (let made = 0; made < 2; made += 1) hash('sha256', personal, 'buffer');
  };
  const call = async (): Promise<void> => {
    // What Node keeps outside the heap for each cipher is released between the turns of the event loop only.
    await setImmediate();
    const fresh = randomBytes(PER_CALL * FRESH_BYTES);
    for (let from = 0; from < fresh.length; from += FRESH_BYTES) one(fresh.subarray(from, from + FRESH_BYTES));
  };
  return {
    work: ({ seconds }) => workInFlight({ inFlight: 1, seconds }, call, PER_CALL),
    stop: async () => {},
  };
}

function encrypt(key: KeyObject, nonce: Buffer, bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}
