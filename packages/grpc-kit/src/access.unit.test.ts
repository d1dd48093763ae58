import type { Role } from '@safe-community/security/policy';
import { callerWithRoles } from '@safe-community/testkit';
import { expect, it } from 'vitest';
import type { Caller } from './callers.ts';
import type { Identity } from './identify.ts';
import { accessOf, requireAccess } from './access.ts';

const SCOPE = 'cases.read';
/** Ordinary cases for any purpose, all of them for an inquest. */
const CLERK: Role = {
  name: 'clerk',
  grants: [
    { scopes: new Set([SCOPE]), territory: 'country', categories: 'ordinary', purposes: new Set() },
    { scopes: new Set([SCOPE]), territory: 'country', categories: 'all', purposes: new Set(['inquest']) },
  ],
};

function itself(system: Caller): Identity {
  return { caller: system, person: undefined, holder: system, isForPerson: false };
}

it('the rights of a system depend on the purpose that it names, whatever it named before', () => {
  const system = callerWithRoles('client', [CLERK]);
  const categoriesFor = (purpose: string) =>
    requireAccess(itself(system), SCOPE, purpose).views.map(({ categories }) => categories);
  for (let time = 0; time < 2; time += 1) {
    expect(categoriesFor('')).toEqual(['ordinary']);
    expect(categoriesFor('inquest')).toEqual(['ordinary', 'all']);
    expect(categoriesFor('curiosity')).toEqual(['ordinary']);
  }
});

it('two systems of the same name have separate rights, as after a change of the registry', () => {
  const scopesOf = (roles: readonly Role[]) => () => {
    const system = callerWithRoles('client', roles);
    return requireAccess(itself(system), SCOPE, '');
  };
  expect(scopesOf([CLERK])().views).toHaveLength(1);
  expect(scopesOf([])).toThrow('cases.read');
});

it('a system that always acts for people has its own rights only under scopes that are meant for systems', () => {
  const portal = { ...callerWithRoles('portal', [CLERK]), scopesWithoutPerson: new Set(['cases.report']) };
  const missing = { kind: 'unauthenticated', reason: 'PERSON_MISSING' };
  expect(accessOf(itself(portal), SCOPE, '')).toMatchObject(missing);
  expect(accessOf({ ...itself(portal), isForPerson: true }, SCOPE, '')).toMatchObject({ scope: SCOPE });
  const collector = { ...portal, scopesWithoutPerson: new Set([SCOPE]) };
  expect(accessOf(itself(collector), SCOPE, '')).toMatchObject({ scope: SCOPE });
});
