import type { Categories, Role } from '@safe-community/security/policy';

/** A test role with these scopes everywhere, without purposes. */
export function testRole(scopes: Iterable<string>, categories: Categories = 'all'): Role {
  const grant = { scopes: new Set(scopes), territory: 'country', categories, purposes: new Set<string>() } as const;
  return { name: 'test', grants: [grant] };
}
