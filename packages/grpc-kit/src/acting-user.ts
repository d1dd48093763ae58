import type { Metadata } from '@grpc/grpc-js';
import type { Person } from '@safe-community/security/identity';
import { Refusal } from '@safe-community/domain-kit';

const KEY = 'acting-user';
const OPAQUE_ID = /^[A-Za-z0-9._@:-]{1,100}$/;
const RULE = 'must be 1 to 100 letters, digits and . _ @ : -';

/** The acting person: the subject of the token, or the id that the calling system states. Empty if neither names one. */
export function actingUser(metadata: Metadata, person: Person | undefined): string {
  const [value, ...others] = metadata.get(KEY);
  if (value === undefined) return person?.id ?? '';
  if (typeof value !== 'string' || others.length > 0 || !OPAQUE_ID.test(value)) throw invalid(RULE);
  if (person !== undefined && person.id !== value) throw invalid('must be left out, or be the subject of the token');
  return value;
}

/** Whether the call has an id of an acting person, valid or not. */
export function statesActingUser(metadata: Metadata): boolean {
  return metadata.get(KEY).length > 0;
}

function invalid(rule: string): Refusal {
  const field = `metadata ${KEY}`;
  return new Refusal('invalid-argument', `${field} ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field, rule }],
  });
}
