import { createHash } from 'node:crypto';

/** Of ids of requests of programs: a UUID of ours, so that no other generator makes the same ids. */
const NAMESPACE = Buffer.from('6f2d6c0b5f0d4c0e9f6a2b7c8d1e4a53', 'hex');

/**
 * A UUID version 5 of a report: clients repeat a request whose answer they did not get, and the same report of one day is
 * one. It contains the key, which nobody can guess, so the id tells nothing about the body.
 *
 * @param day in Kyiv.
 */
export function reportRequestId(apiKey: string, canonicalBody: string, day: string): string {
  const name = JSON.stringify([apiKey, day, canonicalBody]);
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
