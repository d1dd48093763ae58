import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { ourMessages } from '@safe-community/contracts/inventory';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { BeatServiceService } from '@safe-community/contracts/officers/v1/beat_service.ts';
import { testCaller } from '@safe-community/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listTokens, pageTokenKey, withListTokens } from './list-tokens.ts';

const LIST_BEATS = BeatServiceService.listBeats.path;
const AUDIT_KEY = new SigningKey(newAuditKey());
const KEY = pageTokenKey(AUDIT_KEY, 'officer-registry');
const beats = listTokens(LIST_BEATS, KEY);

type Holder = Parameters<typeof beats.ofRequest>[1];
const caller = testCaller('regional-112', []);
const HOLDER: Holder = { caller, person: undefined, actingUser: '' };
const person = { id: 'p', system: caller.name, roles: [], territory: new Set(['UA05', 'UA07']), expiresAt: 0 };
const ACTING: Holder = { caller, person, actingUser: 'p' };

const issued = (holder: Holder, token = 'abc'): string =>
  beats.ofResponse({ beats: [], nextPageToken: token }, holder).nextPageToken;
const read = (pageToken: string, holder: Holder, tokens = beats): string =>
  tokens.ofRequest({ pageSize: 5, pageToken }, holder).pageToken;

test('a token comes back as the list issued it', () => {
  expect(issued(HOLDER)).not.toContain('abc.');
  expect(read(issued(HOLDER), HOLDER)).toBe('abc');
  expect(read(issued(ACTING), ACTING)).toBe('abc');
});

test('the territory of a person is the same in any order, and a new token of the person changes nothing', () => {
  const renewed = { ...person, territory: new Set(['UA07', 'UA05']), expiresAt: 9, roles: ['other'] };
  expect(read(issued(ACTING), { ...ACTING, person: renewed })).toBe('abc');
});

test.each<[string, Holder]>([
  ['another system', { ...ACTING, caller: testCaller('regional-103', []) }],
  ['the system for itself', HOLDER],
  ['another person', { ...ACTING, person: { ...person, id: 'q' }, actingUser: 'q' }],
  ['the system that only states the person', { ...ACTING, person: undefined }],
  ['the person, who now answers elsewhere', { ...ACTING, person: { ...person, territory: new Set(['UA05']) } }],
])('a token of a person is none for %s', (_who, other) => {
  expect(read(issued(ACTING), other)).toBe('-');
});

test('a token of a system is none for it in another territory', () => {
  expect(read(issued(HOLDER), { ...HOLDER, caller: { ...caller, territory: new Set(['UA05']) } })).toBe('-');
});

test('a token is none in another list, in another service, and after the key of the audit was replaced', () => {
  const others = [
    listTokens('/safecommunity.officers.v1.StationService/ListStations', KEY),
    listTokens(LIST_BEATS, pageTokenKey(AUDIT_KEY, 'statistics')),
    listTokens(LIST_BEATS, pageTokenKey(new SigningKey(newAuditKey()), 'officer-registry')),
  ];
  for (const other of others) expect(read(issued(HOLDER), HOLDER, other)).toBe('-');
  const replica = listTokens(LIST_BEATS, pageTokenKey(AUDIT_KEY, 'officer-registry'));
  expect(read(issued(HOLDER), HOLDER, replica)).toBe('abc');
});

test('no text but an issued token is accepted', () => {
  const token = issued(HOLDER, 'MDE5YzhhMDA');
  const asBytes = Buffer.from(token);
  for (let bit = 0; bit < asBytes.length * 8; bit += 1) {
    const flipped = Buffer.from(asBytes);
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(read(flipped.toString('latin1'), HOLDER)).toBe('-');
  }
  for (let end = 1; end < token.length; end += 1) expect(read(token.slice(0, end), HOLDER)).toBe('-');
  for (const more of ['=', 'A', ' ', '.']) expect(read(`${token}${more}`, HOLDER)).toBe('-');
  const text = fc.oneof(fc.string({ minLength: 1, maxLength: 60 }), fc.base64String({ minLength: 1, maxLength: 60 }));
  fc.assert(
    fc.property(text, (made) => {
      expect(read(made, HOLDER)).toBe('-');
      expect(read(`${token.slice(0, 22)}${made}`, HOLDER)).toBe('-');
    }),
  );
});

test('a first page and a last page have no token', () => {
  const [request, response] = [{ pageToken: '' }, { nextPageToken: '' }];
  expect(beats.ofRequest(request, HOLDER)).toBe(request);
  expect(beats.ofResponse(response, HOLDER)).toBe(response);
});

test('every method that has page tokens by its contract gets them, and no other', async () => {
  const seen: unknown[] = [];
  const list = withListTokens(
    BeatServiceService.listBeats,
    async (request) => {
      seen.push(request);
      return { beats: [], nextPageToken: 'abc' };
    },
    KEY,
  );
  const answer = await list({ pageToken: issued(HOLDER) } as never, HOLDER as never);
  expect([seen, answer]).toEqual([[{ pageToken: 'abc' }], { beats: [], nextPageToken: issued(HOLDER) }]);
  const other = (): void => undefined;
  expect(withListTokens(LedgerServiceService.getHead, other, KEY)).toBe(other);
});

/** What they are and who checks them: ADR 54. */
const OTHER_TOKENS = new Set(['resume_token', 'preview_token', 'tracking_token']);

test('no contract has a token that nobody authenticates', () => {
  const names = ourMessages().flatMap((message) =>
    message.fields
      .filter(({ name }) => /token|cursor|continuation/.test(name) && !OTHER_TOKENS.has(name))
      .map(({ name }) => `${message.name} ${name}`),
  );
  const misplaced = names.filter((each) => !/^\w+Request page_token$|^\w+Response next_page_token$/.test(each));
  expect(misplaced).toEqual([]);
  expect(names.length).toBeGreaterThan(100);
});
