import type { Metadata } from '@grpc/grpc-js';
import { Refusal } from './refusal.ts';

const KEY = 'acting-user';
const OPAQUE_ID = /^[A-Za-z0-9._@:-]{1,100}$/;
const RULE = 'must be 1 to 100 letters, digits and . _ @ : -';

/** Who at the calling system acts, as that system says; empty when it says nothing. See `CallContext`. */
export function actingUser(metadata: Metadata): string {
  const [value, ...others] = metadata.get(KEY);
  if (value === undefined) return '';
  if (typeof value === 'string' && others.length === 0 && OPAQUE_ID.test(value)) return value;
  const field = `metadata ${KEY}`;
  throw new Refusal('invalid-argument', `${field} ${RULE}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field, rule: RULE }],
  });
}
