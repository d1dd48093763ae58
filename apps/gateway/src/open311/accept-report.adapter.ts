import { createHash } from 'node:crypto';
import { kyivDay, type Clock } from '@safe-community/domain-kit';
import { BackendError } from '../backend/module.ts';
import { rateLimit, type SentRequest } from '../web/module.ts';
import { placeOfAddress, placeOfCode, type NamedPlace } from './address.adapter.ts';
import type { Open311Reads } from './open311.client.ts';
import { notTaken, reportedDocument, type AnswerLanguage } from './open311.ts';
import type { Outcome } from './outcome.ts';
import { problemsOf, type CheckedKey, type ProgramReports } from './program-reports.client.ts';
import { canonicalBody, readSubmission, type Submission } from './submission.ts';

/** Accepts a report of a program, or says why not. */
export type Accept = (sent: SentRequest, language: AnswerLanguage) => Promise<Outcome>;

/** Nothing is written unless all of it is right: key, rate, service, and every field. */
export function acceptReport(
  reads: Pick<Open311Reads, 'services' | 'numberToPhone'>,
  programs: ProgramReports,
  { now }: Clock,
): Accept {
  const waitOf = rateOfKeys();
  return async (sent, language) => {
    // Some clients send it in the address, although the specification puts it into the form.
    const apiKey = (sent.field('api_key') || sent.query('api_key')).trim();
    if (apiKey === '') return refused(403, 'api_key is required');
    const key = apiKey.length > MAX_KEY_LENGTH ? undefined : await programs.check(apiKey);
    if (key === undefined) return UNKNOWN_KEY;
    const waitMs = waitOf(key);
    if (waitMs > 0) {
      const problem = `more than ${key.reportsPerMinute} reports a minute: wait as long as Retry-After says`;
      return { status: 429, problems: [problem], retryAfter: Math.ceil(waitMs / 1_000) };
    }
    const serviceCode = sent.field('service_code').trim();
    if (serviceCode === '') return refused(400, 'service_code is required');
    const service = (await reads.services()).find(({ code }) => code === serviceCode);
    if (service === undefined) {
      const number = await reads.numberToPhone(serviceCode);
      return refused(404, number === undefined ? 'service_code is unknown' : notTaken(number, language));
    }
    const read = readSubmission(service, sent);
    if ('problems' in read) return { status: 400, problems: read.problems };
    const place = placeOf(read.submission);
    if ('problem' in place) return refused(400, place.problem);
    const requestId = reportRequestId(apiKey, canonicalBody(sent), kyivDay(now()));
    try {
      const { submission } = read;
      const reported = await programs.report(apiKey, { requestId, serviceCode, place, submission });
      if (reported === undefined) return UNKNOWN_KEY;
      const { isContactUnread, hasPictures } = submission;
      return reportedDocument({ ...reported, isContactUnread, hasPictures }, language);
    } catch (error) {
      if (error instanceof BackendError && error.problem === 'invalid')
        return { status: 400, problems: problemsOf(error) };
      throw error;
    }
  };
}

const MAX_KEY_LENGTH = 200;

function refused(status: 400 | 403 | 404, problem: string): Outcome {
  return { status, problems: [problem] };
}

const UNKNOWN_KEY = refused(403, 'api_key is unknown or was revoked');

/** A point decides by itself; what else is named must agree with it. */
function placeOf({ point, addressId, addressString }: Submission): NamedPlace | { readonly problem: string } {
  if (addressId !== '') {
    return (
      placeOfCode(addressId) ?? { problem: 'address_id must be the KATOTTG code of a hromada, city, or settlement' }
    );
  }
  if (point !== undefined) return { hromadaCode: '', settlementCode: '' };
  return (
    placeOfAddress(addressString) ?? {
      problem:
        'address_string names no settlement, or several: end it with settlement, raion, and oblast, or send lat and long',
    }
  );
}

/** A quarter of the reports of a minute may come at once. */
const BURST_SHARE = 0.25;

/** A limit for each key, by the rate that it was created with. */
function rateOfKeys(): (key: CheckedKey) => number {
  const limits = new Map<number, (keyId: string) => number>();
  return ({ keyId, reportsPerMinute }) => {
    const burst = Math.max(1, Math.ceil(reportsPerMinute * BURST_SHARE));
    const rate = { perSecond: reportsPerMinute / 60, burst };
    const limit = limits.get(reportsPerMinute) ?? rateLimit(rate, () => performance.now());
    limits.set(reportsPerMinute, limit);
    return limit(keyId);
  };
}

/** Of ids of requests of programs: a UUID of ours, so that no other generator makes the same ids. */
const NAMESPACE = Buffer.from('6f2d6c0b5f0d4c0e9f6a2b7c8d1e4a53', 'hex');

/**
 * A UUID version 5 of a report: clients repeat a request whose answer they did not get, and the same report of one day is
 * one. It contains the key, which nobody can guess, so the id tells nothing about the body.
 *
 * @param day in Kyiv.
 */
function reportRequestId(apiKey: string, canonicalBody: string, day: string): string {
  const name = JSON.stringify([apiKey, day, canonicalBody]);
  const bytes = createHash('sha1').update(NAMESPACE).update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
