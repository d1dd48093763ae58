import type { Metadata } from '@grpc/grpc-js';
import { isDenial, rightsOf, type Denial, type Holder, type Rights } from '@safe-community/security/policy';
import { accepted, Refusal, type Decision } from '@safe-community/domain-kit';
import type { Identity } from './identify.ts';

const PURPOSE = 'purpose';

/**
 * The rights of a call, by the scope of its method and by who makes it. Throws PERMISSION_DENIED if it has none, or if it
 * must name a purpose.
 */
export function requireAccess(identity: Identity, scope: string, purpose: string): Rights {
  return accepted(accessOf(identity, scope, purpose));
}

/** The rights of a call under a scope, or the refusal if it has none. */
export function accessOf(identity: Identity, scope: string, purpose: string): Decision<Rights> {
  const { person, holder } = identity;
  if (isPersonMissing(identity, scope)) return PERSON_MISSING;
  const isCached = person === undefined && purpose === '';
  const rights = isCached ? cachedRights(holder, scope) : rightsOf(holder, scope, purpose);
  return isDenial(rights)
    ? refusalOf(rights, scope, person === undefined ? 'the caller' : 'the acting person')
    : rights;
}

/** A system that acts for people must not get its own rights because a person was lost between them and us. */
function isPersonMissing({ caller, isForPerson }: Identity, scope: string): boolean {
  return !isForPerson && caller.scopesWithoutPerson?.has(scope) === false;
}

const PERSON_MISSING = new Refusal(
  'unauthenticated',
  'the caller is registered as acting for people: the metadata authorization or acting-user must say for whom',
  { reason: 'PERSON_MISSING' },
);

const cache = new WeakMap<Holder, Map<string, ReturnType<typeof rightsOf>>>();

/**
 * Caches the rights of a system that acts for itself without a purpose, which is the most frequent case. A system is the
 * same object until the registry of callers is reloaded. Calls with a purpose are not cached: a client could make the
 * cache grow without limit.
 */
function cachedRights(system: Holder, scope: string): ReturnType<typeof rightsOf> {
  const ofSystem = cache.get(system) ?? new Map<string, ReturnType<typeof rightsOf>>();
  cache.set(system, ofSystem);
  const rights = ofSystem.get(scope) ?? rightsOf(system, scope, '');
  ofSystem.set(scope, rights);
  return rights;
}

/** The purpose of a call, a name from the policy in the metadata `purpose`. Empty if the call names none. */
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
