import { allScopes, type Caller } from '@safe-community/grpc-kit';
import type { PkiName } from '@safe-community/local-stack';
import type { Categories, Role } from '@safe-community/security/policy';
import { testRole } from './test-role.ts';

/** A system with these scopes everywhere. */
export function testCaller(name: string, scopes: Iterable<string>, categories: Categories = 'all'): Caller {
  return callerWithRoles(name, [testRole(scopes, categories)]);
}

/** A system with these roles in the whole country, which may also act for persons with them. */
export function callerWithRoles(name: string, roles: readonly Role[]): Caller {
  return {
    name,
    edrpou: '00000000',
    subsystem: name,
    roles,
    territory: new Set(['UA']),
    personRoles: roles,
    sendsTests: true,
  };
}

/** Whose certificate the caller of another place presents: no service is called by the gateway in its own tests. */
export const ELSEWHERE: PkiName = 'gateway';

/** Where no test has anything. */
const SEVASTOPOL = 'UA85000000000065278';

/** A system with every scope in Sevastopol alone. */
export function elsewhereCaller(): Caller {
  const role = testRole(allScopes());
  const own = { ...role, grants: role.grants.map((grant) => ({ ...grant, territory: 'own' as const })) };
  return { ...callerWithRoles(ELSEWHERE, [own]), territory: new Set([SEVASTOPOL]) };
}
