import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BUILT_IN_POLICY, isTerritoryCode, loadPolicy, readPolicyFile } from './index.ts';

const DECLARED = { all: ['cases.read', 'cases.report'], territorial: ['cases.read'] };
const NAMED = { uk: 'диспетчер', en: 'dispatcher' };

function load(written: unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'policy-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'policy.json');
  writeFileSync(file, JSON.stringify(written));
  return loadPolicy(file, DECLARED);
}

function ofGrant(grant: unknown): unknown {
  return { purposes: { complaint: NAMED }, roles: { dispatcher: { name: NAMED, grants: [grant] } } };
}

describe('a policy', () => {
  it('has defaults: ordinary cases and no purpose', () => {
    const { roles } = load(ofGrant({ scopes: ['cases.read'], territory: 'own' }));
    expect(roles.get('dispatcher')).toEqual({
      name: 'dispatcher',
      grants: [{ scopes: new Set(['cases.read']), territory: 'own', categories: 'ordinary', purposes: new Set() }],
    });
  });

  it('names the scopes under which a system that acts for people may call without one', () => {
    const roles = { dispatcher: { name: NAMED, grants: [] } };
    expect(load({ roles }).withoutPerson).toEqual(new Set());
    expect(load({ roles, withoutPerson: ['cases.report'] }).withoutPerson).toEqual(new Set(['cases.report']));
    const unknown = 'withoutPerson: no method demands the scope cases.raed';
    expect(() => load({ roles, withoutPerson: ['cases.raed'] })).toThrow(unknown);
  });

  it.each([
    ['an unknown scope', { scopes: ['cases.raed'], territory: 'country' }, 'no method demands the scope cases.raed'],
    [
      'an unknown scope without details',
      { scopes: ['cases.raed'], territory: 'own' },
      /: role dispatcher: no method demands the scope cases\.raed$/,
    ],
    [
      'a territory for methods that do not check it',
      { scopes: ['cases.report'], territory: 'own' },
      'role dispatcher: methods of the scope cases.report do not look at the territory',
    ],
    [
      'an invalid purpose',
      { scopes: ['cases.read'], territory: 'own', purposes: ['curiosity'] },
      'the purpose curiosity is not among the purposes',
    ],
    ['no scope', { scopes: [], territory: 'own' }, 'scopes'],
    ['an unknown territory', { scopes: ['cases.read'], territory: 'everywhere' }, 'territory'],
    ['an unknown field', { scopes: ['cases.read'], territory: 'own', admin: true }, 'admin'],
    ['no category', { scopes: ['cases.read'], territory: 'own', categories: [] }, 'categories'],
  ])('with %s prevents the start', (_, grant, message) => {
    expect(() => load(ofGrant(grant))).toThrow(message);
  });

  it('built in has a name in both languages for each role and purpose', () => {
    const { roles, purposes } = readPolicyFile(BUILT_IN_POLICY);
    for (const { uk, en } of [...Object.values(purposes), ...Object.values(roles).map(({ name }) => name)]) {
      expect(uk).toMatch(/[а-яіїєґ]/);
      expect(en).toMatch(/^[A-Za-z, ]+$/);
    }
  });
});

describe('a territory code', () => {
  it.each([
    ['UA', true],
    ['UA05000000000010236', true],
    ['UA05020030000031457', true],
    ['UA80000000000093317', true],
    ['UA05020030010063857', false],
    ['UA0502003000003145', false],
    ['', false],
    ['*', false],
  ])('%s: %s', (code, is) => {
    expect(isTerritoryCode(code)).toBe(is);
  });
});
