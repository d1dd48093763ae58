import type { Categories, Role } from '@safe-community/security/policy';
import type { Caller } from '@safe-community/grpc-kit';
import { testRole } from './test-role.ts';

/** A system with these scopes everywhere. */
export function testCaller(name: string, scopes: Iterable<string>, categories: Categories = 'all'): Caller {
  return callerWithRoles(name, [testRole(scopes, categories)]);
}

/** A system with these roles in the whole country, which may also act for persons with them. */
export function callerWithRoles(name: string, roles: readonly Role[]): Caller {
  return { name, edrpou: '00000000', subsystem: name, roles, territory: new Set(['UA']), personRoles: roles };
}
