import type { Metadata } from '@grpc/grpc-js';
import { isDenial, rightsOf, type Denial, type Rights } from '@safe-community/access';
import type { Identity } from './identify.ts';
import { Refusal } from './refusal.ts';

const PURPOSE = 'purpose';

/**
 * What the call may, by its method's scope and by who makes it. PERMISSION_DENIED when it may nothing, or not without
 * a purpose that is to be named.
 */
export function demandAccess({ person, holder }: Identity, scope: string, purpose: string): Rights {
  const rights = rightsOf(holder, scope, purpose);
  if (isDenial(rights)) throw refusalOf(rights, scope, person === undefined ? 'the caller' : 'the acting person');
  return rights;
}

/** What the call is for, from its metadata `purpose`: a name of the policy; empty when it names none. */
export function purposeOf(metadata: Metadata): string {
  const [value, ...others] = metadata.get(PURPOSE);
  if (value === undefined) return '';
  if (typeof value === 'string' && others.length === 0 && /^[a-z][a-z-]{0,63}$/.test(value)) return value;
  const [field, rule] = [`metadata ${PURPOSE}`, 'must be one name, lower-case letters and dashes'];
  throw new Refusal('invalid-argument', `${field} ${rule}`, {
    reason: 'FIELDS_INVALID',
    violations: [{ field, rule }],
  });
}

function refusalOf(denial: Denial, scope: string, who: string): Refusal {
  if (denial.denied === 'scope') {
    return new Refusal('permission-denied', `${who} does not hold the scope ${scope}`, { reason: 'SCOPE_MISSING' });
  }
  const purposes = denial.purposes.join(', ');
  return new Refusal('permission-denied', `the metadata ${PURPOSE} must name what this is for: ${purposes}`, {
    reason: 'PURPOSE_REQUIRED',
    metadata: { purposes },
  });
}
