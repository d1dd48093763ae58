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
    expect(callers.get('statistics')).toEqual({ ...caller, scopes: new Set(['ledger.read']) });
  });

  it.each([
    ['no JSON', '{', 'JSON'],
    ['another field', JSON.stringify({ callers: [{ ...caller, admin: true }] }), 'admin'],
    ['a code that is none', JSON.stringify({ callers: [{ ...caller, edrpou: '123' }] }), 'an EDRPOU code has 8 digits'],
    ['a scope that is none', JSON.stringify({ callers: [{ ...caller, scopes: ['*'] }] }), 'a scope is two words'],
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
