import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Policy } from '@safe-community/security/policy';
import { testRole } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allMethods, allScopes, declaredScopes, loadCallers, scopeOf } from './index.ts';

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'callers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'callers.json');
  writeFileSync(path, text);
  return path;
}

const subscriber = testRole(['ledger.read']);
const dispatcher = testRole(['incidents.read']);
const policy: Policy = {
  roles: new Map([
    ['ledger-subscriber', subscriber],
    ['dispatcher', dispatcher],
  ]),
  withoutPerson: new Set(['ledger.read']),
};
const caller = { name: 'statistics', edrpou: '00032684', subsystem: 'statistics', roles: ['ledger-subscriber'] };
const load = (registry: unknown) => loadCallers(file(JSON.stringify(registry)), policy);

describe('loadCallers', () => {
  it('reads callers with their roles, territory and persons', () => {
    const console102 = { ...caller, name: 'console', territory: ['UA05000000000010236'], personRoles: ['dispatcher'] };
    const callers = load({ callers: [caller, console102] });
    const nothing = { territory: new Set(), personRoles: [], sendsTests: false, rates: {}, atOnce: {} };
    expect(callers.get('statistics')).toEqual({ ...caller, ...nothing, roles: [subscriber] });
    expect(callers.get('console')).toMatchObject({
      territory: new Set(['UA05000000000010236']),
      personRoles: [dispatcher],
    });
  });

  it('a system with roles for persons always acts for people, unless it is registered otherwise', () => {
    const portal = { ...caller, name: 'portal', personRoles: ['dispatcher'] };
    const mixed = { ...portal, name: 'mixed', actsForPeople: 'sometimes' };
    const stating = { ...caller, name: 'stating', actsForPeople: 'always' };
    const callers = load({ callers: [caller, portal, mixed, stating] });
    const found = [...callers.values()].map(({ name, scopesWithoutPerson }) => [name, scopesWithoutPerson]);
    expect(Object.fromEntries(found)).toEqual({
      statistics: undefined,
      portal: policy.withoutPerson,
      mixed: undefined,
      stating: policy.withoutPerson,
    });
  });

  it('reads rate limits: the default and those of some callers; the burst defaults to one second', () => {
    const rates = { writes: { perSecond: 50, burst: 200 }, reads: { perSecond: 0.5 } };
    const other = { ...caller, name: 'other', rates: { writes: { perSecond: 2.5 } } };
    const callers = load({ rates, callers: [caller, other] });
    const reads = { perSecond: 0.5, burst: 1 };
    expect(callers.get('statistics')?.rates).toEqual({ writes: { perSecond: 50, burst: 200 }, reads });
    expect(callers.get('other')?.rates).toEqual({ writes: { perSecond: 2.5, burst: 3 }, reads });
  });

  it.each([
    ['malformed JSON', '{', 'JSON'],
    ['an unknown field', JSON.stringify({ callers: [{ ...caller, admin: true }] }), 'admin'],
    ['scopes beside the policy', JSON.stringify({ callers: [{ ...caller, scopes: ['ledger.read'] }] }), 'scopes'],
    ['an invalid code', JSON.stringify({ callers: [{ ...caller, edrpou: '123' }] }), 'an EDRPOU code has 8 digits'],
    ['an unknown role', JSON.stringify({ callers: [{ ...caller, roles: ['god'] }] }), 'the policy knows no role god'],
    [
      'an unknown role of persons',
      JSON.stringify({ callers: [{ ...caller, personRoles: ['god'] }] }),
      'caller statistics: the policy knows no role god',
    ],
    [
      'an invalid territory',
      JSON.stringify({ callers: [{ ...caller, territory: ['UA05020030010063857'] }] }),
      'a hromada, an oblast or UA by its code',
    ],
    [
      'roles for persons of a system that never acts for people',
      JSON.stringify({ callers: [{ ...caller, personRoles: ['dispatcher'], actsForPeople: 'never' }] }),
      'caller statistics: a system that never acts for people has no personRoles',
    ],
    ['a rate of zero', JSON.stringify({ callers: [{ ...caller, rates: { reads: { perSecond: 0 } } }] }), 'perSecond'],
    ['a quota of nothing', JSON.stringify({ callers: [{ ...caller, atOnce: { reads: 0 } }] }), 'atOnce'],
    ['a rate of an unknown class', JSON.stringify({ callers: [], rates: { deletes: { perSecond: 1 } } }), 'deletes'],
    ['a duplicate name', JSON.stringify({ callers: [caller, caller] }), 'caller statistics is listed twice'],
  ])('rejects %s', (_, text, message) => {
    expect(() => loadCallers(file(text), policy)).toThrow(message);
  });
});

describe('scopes', () => {
  it('are declared by each method of the contracts', () => {
    expect(scopeOf('/safecommunity.ledger.v1.LedgerService/ReadEvents')).toBe('ledger.read');
    expect(allScopes()).toContain('incidents.report');
    expect(() => scopeOf('/grpc.health.v1.Health/Check')).toThrow('declares no access scope');
    expect(() => scopeOf('')).toThrow('declares no access scope');
  });

  it('may be limited to a territory if each of their methods checks the territory', () => {
    const { all, territorial } = declaredScopes();
    expect(all).toEqual(allScopes());
    expect(territorial).toContain('incidents.read');
    expect(territorial).not.toContain('incidents.report');
    for (const { scope, territorial: looks } of allMethods()) if (!looks) expect(territorial).not.toContain(scope);
  });
});
