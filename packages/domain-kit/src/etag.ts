import { Refusal } from './refusal.ts';
import { unless, type Violation } from './violation.ts';

// An etag is the version of what was read, as a text. A write that carries one changes that version and no other.

export function etagOf({ version }: { readonly version: number }): string {
  return String(version);
}

export function checkEtag(etag: string, field: string): Violation[] {
  return unless(/^[1-9]\d{0,9}$/.test(etag), field, 'must be an etag of an earlier answer');
}

/**
 * The refusal of a write to a version that is no longer the latest one.
 *
 * @param what for the message, for example "the beat".
 */
export function refuseStale(current: { readonly version: number }, etag: string, what: string): Refusal | undefined {
  if (etagOf(current) === etag) return undefined;
  return new Refusal('aborted', `${what} has changed since its etag was read`, {
    reason: 'ETAG_STALE',
    violations: [{ field: 'etag', rule: 'must be that of the current version' }],
  });
}
