import type { Metadata } from '@grpc/grpc-js';
import { isDenial, rightsOf, type Denial, type Holder, type Rights } from '@safe-community/security/policy';
import { Refusal } from '@safe-community/domain-kit';
import type { Identity } from './identify.ts';

const PURPOSE = 'purpose';

/**
 * What the call may, by its method's scope and by who makes it. PERMISSION_DENIED when it may nothing, or not without
 * a purpose that is to be named.
 */
export function demandAccess({ person, holder }: Identity, scope: string, purpose: string): Rights {
  const isKept = person === undefined && purpose === '';
  const rights = isKept ? keptRights(holder, scope) : rightsOf(holder, scope, purpose);
  if (isDenial(rights)) throw refusalOf(rights, scope, person === undefined ? 'the caller' : 'the acting person');
  return rights;
}

const kept = new WeakMap<Holder, Map<string, ReturnType<typeof rightsOf>>>();

/**
 * What systems may by themselves, when they name no purpose: the most frequent question of all. A system is the same
 * object until the registry of callers is read anew. Purposes are not kept: anybody may make up as many as they like.
 */
function keptRights(system: Holder, scope: string): ReturnType<typeof rightsOf> {
  const ofSystem = kept.get(system) ?? new Map<string, ReturnType<typeof rightsOf>>();
  kept.set(system, ofSystem);
  const rights = ofSystem.get(scope) ?? rightsOf(system, scope, '');
  ofSystem.set(scope, rights);
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
