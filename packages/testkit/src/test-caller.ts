import type { Categories, Role } from '@safe-community/security/policy';
import type { Caller } from '@safe-community/grpc-kit';
import { testRole } from './test-role.ts';

/** A system that may use these scopes everywhere. */
export function testCaller(name: string, scopes: Iterable<string>, categories: Categories = 'all'): Caller {
  return callerWithRoles(name, [testRole(scopes, categories)]);
}

/** A system that holds these roles by itself, in the whole country, and may bring persons who hold them. */
export function callerWithRoles(name: string, roles: readonly Role[]): Caller {
  return { name, edrpou: '00000000', subsystem: name, roles, territory: new Set(['UA']), personRoles: roles };
}
