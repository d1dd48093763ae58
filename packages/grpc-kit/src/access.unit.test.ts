import type { Role } from '@safe-community/security/policy';
import { callerWithRoles } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import { requireAccess } from './access.ts';

const SCOPE = 'cases.read';
/** Ordinary cases for any purpose, all of them for an inquest. */
const CLERK: Role = {
  name: 'clerk',
  grants: [
    { scopes: new Set([SCOPE]), territory: 'country', categories: 'ordinary', purposes: new Set() },
    { scopes: new Set([SCOPE]), territory: 'country', categories: 'all', purposes: new Set(['inquest']) },
  ],
};

it('the rights of a system depend on the purpose that it names, whatever it named before', () => {
  const system = callerWithRoles('client', [CLERK]);
  const categoriesFor = (purpose: string) =>
    requireAccess({ caller: system, person: undefined, holder: system }, SCOPE, purpose).views.map(
      ({ categories }) => categories,
    );
  for (let time = 0; time < 2; time += 1) {
    expect(categoriesFor('')).toEqual(['ordinary']);
    expect(categoriesFor('inquest')).toEqual(['ordinary', 'all']);
    expect(categoriesFor('curiosity')).toEqual(['ordinary']);
  }
});

it('two systems of the same name have separate rights, as after a change of the registry', () => {
  const scopesOf = (roles: readonly Role[]) => () => {
    const system = callerWithRoles('client', roles);
    return requireAccess({ caller: system, person: undefined, holder: system }, SCOPE, '');
  };
  expect(scopesOf([CLERK])().views).toHaveLength(1);
  expect(scopesOf([])).toThrow('cases.read');
});
