import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { WatchIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { createKeyFile, loadKeyring } from '@safe-community/security/encryption';
import { afterAll, expect, test } from 'vitest';
import { watchCipher } from './watch-cipher.adapter.ts';
import { readResumeToken, resumeTokens } from './watch-token.mapping.ts';

const EPOCH = '019c8a00-0000-7000-8000-000000000001';
const ALL = WatchIncidentsRequest.fromPartial({});
const LAST = 2n ** 63n - 1n;

const keysDir = mkdtempSync(join(tmpdir(), 'keys-'));
createKeyFile(keysDir, 'first');
afterAll(() => rmSync(keysDir, { recursive: true }));
const cipher = watchCipher(loadKeyring(keysDir));
const tokenOf = resumeTokens(cipher, 'client', ALL);
const read = (resumeToken: string, more: Partial<WatchIncidentsRequest> = {}, by = 'client') =>
  readResumeToken(cipher, by, WatchIncidentsRequest.fromPartial({ ...more, resumeToken }));

test.each([0n, 1n, LAST])('a token decodes to its position: %s', (position) => {
  expect(read(tokenOf({ epoch: EPOCH, position })).after).toEqual({ epoch: EPOCH, position });
});

test('a token reveals neither the distance to another nor whether both are equal', () => {
  const tokens = [1n, 1n, 2n, LAST].map((position) => tokenOf({ epoch: EPOCH, position }));
  expect(new Set(tokens).size).toBe(4);
  expect(new Set(tokens.map(({ length }) => length)).size).toBe(1);
  for (const token of tokens) {
    const parts = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect([token, ...parts].join()).not.toMatch(/0001|019c8a00/);
  }
});

test('a token fits its caller and filter, and stays valid when its key is no longer active', () => {
  const token = tokenOf({ epoch: EPOCH, position: 7n });
  expect(read(token, {}, 'statistics').violations).toHaveLength(1);
  expect(read(token, { hromadaCode: 'UA05020030000031457' }).violations).toMatchObject([
    { field: 'resume_token', rule: 'is of a watch with another filter' },
  ]);
  createKeyFile(keysDir, 'second');
  const later = watchCipher(loadKeyring(keysDir));
  const request = WatchIncidentsRequest.fromPartial({ resumeToken: token });
  expect(readResumeToken(later, 'client', request).after?.position).toBe(7n);
});

test('the same states in another order are the same filter', () => {
  const request = WatchIncidentsRequest.fromPartial({ states: [IncidentState.CLOSED, IncidentState.RECEIVED] });
  const token = resumeTokens(cipher, 'client', request)({ epoch: EPOCH, position: 7n });
  expect(read(token, { states: request.states.toReversed() }).after?.position).toBe(7n);
  expect(read(token, { states: [IncidentState.CLOSED] }).violations).toHaveLength(1);
});

test.each([
  ['without a key id', (token: string) => token.split('.').slice(1).join('.')],
  ['of an unknown key', (token: string) => token.replace('first', 'other')],
  ['with a suffix', (token: string) => `${token}.x`],
  ['that was altered', (token: string) => token.replace(/.{6}$/, (end) => (end === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA'))],
])('rejects a token %s by its field', (_what, change) => {
  const { after, violations } = read(change(tokenOf({ epoch: EPOCH, position: 7n })));
  expect([after, violations.map(({ field }) => field)]).toEqual([undefined, ['resume_token']]);
});
