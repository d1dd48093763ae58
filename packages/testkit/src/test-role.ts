import type { Categories, Role } from '@safe-community/security/policy';

/** A role of a test: these scopes, everywhere, with no purpose to be named. */
export function testRole(scopes: Iterable<string>, categories: Categories = 'all'): Role {
  const grant = { scopes: new Set(scopes), territory: 'country', categories, purposes: new Set<string>() } as const;
  return { name: 'test', grants: [grant] };
}
