import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { allScopes, loadCallers, scopeOf } from '../src/index.ts';

function file(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'callers-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'callers.json');
  writeFileSync(path, text);
  return path;
}

const caller = { name: 'statistics', edrpou: '00032684', subsystem: 'statistics', scopes: ['ledger.read'] };

describe('loadCallers', () => {
  it('reads who may call, and what for', () => {
    const callers = loadCallers(file(JSON.stringify({ callers: [caller] })));
    expect(callers.get('statistics')).toEqual({ ...caller, scopes: new Set(['ledger.read']), rates: {} });
  });

  it('reads how often: for all, and otherwise for some; without a burst it is what a second allows', () => {
    const rates = { writes: { perSecond: 50, burst: 200 }, reads: { perSecond: 0.5 } };
    const other = { ...caller, name: 'other', rates: { writes: { perSecond: 2.5 } } };
    const callers = loadCallers(file(JSON.stringify({ rates, callers: [caller, other] })));
    const reads = { perSecond: 0.5, burst: 1 };
    expect(callers.get('statistics')?.rates).toEqual({ writes: { perSecond: 50, burst: 200 }, reads });
    expect(callers.get('other')?.rates).toEqual({ writes: { perSecond: 2.5, burst: 3 }, reads });
  });

  it.each([
    ['no JSON', '{', 'JSON'],
    ['another field', JSON.stringify({ callers: [{ ...caller, admin: true }] }), 'admin'],
    ['a code that is none', JSON.stringify({ callers: [{ ...caller, edrpou: '123' }] }), 'an EDRPOU code has 8 digits'],
    ['a scope that is none', JSON.stringify({ callers: [{ ...caller, scopes: ['*'] }] }), 'a scope is two words'],
    [
      'a rate of nothing',
      JSON.stringify({ callers: [{ ...caller, rates: { reads: { perSecond: 0 } } }] }),
      'perSecond',
    ],
    ['a rate of no class', JSON.stringify({ callers: [], rates: { deletes: { perSecond: 1 } } }), 'deletes'],
    ['a name twice', JSON.stringify({ callers: [caller, caller] }), 'caller statistics stands there twice'],
  ])('refuses %s', (_, text, message) => {
    expect(() => loadCallers(file(text))).toThrow(message);
  });
});

describe('scopes', () => {
  it('are declared by each method of the contracts', () => {
    expect(scopeOf('/safecommunity.ledger.v1.LedgerService/ReadEvents')).toBe('ledger.read');
    expect(allScopes()).toContain('incidents.report');
    expect(() => scopeOf('/grpc.health.v1.Health/Check')).toThrow('declares no access scope');
    expect(() => scopeOf('')).toThrow('declares no access scope');
  });
});
