import {
  AUDIENCE,
  DEV_ISSUER,
  issueToken,
  newSigningKey,
  serveKeys,
  type KeyServer,
} from '@safe-community/security/dev-issuer';
import { tokenVerifier } from '@safe-community/security/identity';
import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { callerWithRoles, testPki, testRole } from '@safe-community/testkit';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import { statusOfRawHeaders, type RawHeaders } from '@safe-community/testkit/raw-headers';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { startServed } from '../test/served.ts';

/** The answer and our log for a call with these headers. */
async function called(headers: Record<string, string>) {
  const written = [
    vi.spyOn(console, 'error'),
    vi.spyOn(console, 'log'),
    vi.spyOn(process.stderr, 'write'),
    vi.spyOn(process.stdout, 'write'),
  ];
  onTestFinished(() => void vi.restoreAllMocks());
  const { server, logged } = await startServed({});
  const path = IncidentIntakeServiceService.reportIncident.path;
  const said = await rawAnswer(rawConnection(server.port, 'client'), path, headers, framed(Buffer.alloc(0)));
  return { said, logged: logged(), written: JSON.stringify(written.map((spy) => spy.mock.calls)) };
}

const [OK, INVALID_ARGUMENT, UNAUTHENTICATED] = ['0', '3', '16'];

it.each([
  ['authorization', 'Bearer canary.é.x', UNAUTHENTICATED],
  ['acting-user', 'canaryé', UNAUTHENTICATED],
  ['acting-user', 'canary\t7', UNAUTHENTICATED],
  ['purpose', 'canary-é', INVALID_ARGUMENT],
])('rejects a non-ASCII header %s instead of dropping it, and writes it nowhere', async (name, value, status) => {
  const { said, logged, written } = await called({ [name]: value });
  expect(said).toMatchObject({ 'grpc-status': status });
  expect(decodeURIComponent(String(said['grpc-message']))).toBe(
    `metadata ${name} must be of printable ASCII characters`,
  );
  expect(`${JSON.stringify([said, logged])} ${written}`).not.toContain('canary');
});

it('unused headers may contain anything, and are written nowhere', async () => {
  const { said, logged, written } = await called({ 'x-of-a-proxy': 'canaryé', 'can^ary': 'canary' });
  expect(said).toMatchObject({ 'grpc-status': OK });
  expect(logged).toEqual([]);
  expect(written).not.toMatch(/canary|can\^ary/);
});

/**
 * The system "client" may read the ledger for itself and brings a person who may not; "statistics" is the same, and
 * registered as always acting for people. Whatever happens to the token, neither call may be answered.
 */
describe('a call does not lose its person', () => {
  let keys: KeyServer;
  let token: (system: string) => Promise<string>;
  let port: number;
  beforeAll(async () => {
    const key = await newSigningKey('key');
    keys = await serveKeys([key]);
    token = (system) => issueToken(key, { person: 'officer-7', system, roles: ['clerk'], territory: ['UA'] });
  });
  afterAll(() => keys.close());

  const reader = testRole(['ledger.read']);
  const clerk = { ...testRole(['incidents.report']), name: 'clerk' };
  const client = { ...callerWithRoles('client', [reader]), personRoles: [clerk] };
  const portal = { ...client, name: 'statistics', scopesWithoutPerson: new Set<string>() };

  async function statusFor(system: 'client' | 'statistics', headers: RawHeaders): Promise<string> {
    const { server } = await startServed(
      {
        getHead: async () => ({
          epoch: '',
          headPosition: 0n,
          publishedPosition: 0n,
          firstPosition: 1n,
          installation: 1,
        }),
      },
      {
        callers: new Map([client, portal].map((caller) => [caller.name, caller])),
        tokens: tokenVerifier({ issuer: DEV_ISSUER, audience: AUDIENCE, jwks: keys.jwks }),
      },
    );
    ({ port } = server);
    const { caFile, identities } = testPki();
    return statusOfRawHeaders(port, { caFile, ...identities[system] }, LedgerServiceService.getHead.path, headers);
  }

  it('unless it has none', async () => {
    expect(await statusFor('client', [])).toBe(OK);
    expect(await statusFor('statistics', [])).toBe(UNAUTHENTICATED);
  });

  it('whose token is good', async () => {
    const denied = '7';
    expect(await statusFor('client', [['authorization', `Bearer ${await token('client')}`]])).toBe(denied);
  });

  it('by an empty acting user', async () => {
    expect(await statusFor('client', [['acting-user', '']])).toBe(INVALID_ARGUMENT);
    // It must bring a token; an id alone is not enough.
    expect(await statusFor('statistics', [['acting-user', 'officer-7']])).toBe(UNAUTHENTICATED);
  });

  type Way = (bearer: string) => RawHeaders;
  const byteIn =
    (byte: number): Way =>
    (bearer) => [['authorization', Buffer.concat([Buffer.from(bearer), Buffer.from([byte])])]];
  /** What both systems get. */
  it.each<[string, Way, string]>([
    ['a blank behind the token', (bearer) => [['authorization', `${bearer} `]], UNAUTHENTICATED],
    ['a tab behind the token', (bearer) => [['authorization', `${bearer}\t`]], UNAUTHENTICATED],
    ['a blank before the token', (bearer) => [['authorization', ` ${bearer}`]], UNAUTHENTICATED],
    ['a tab before the token', (bearer) => [['authorization', `\t${bearer}`]], UNAUTHENTICATED],
    ['a blank as the token', () => [['authorization', ' ']], UNAUTHENTICATED],
    ['no token', () => [['authorization', '']], UNAUTHENTICATED],
    ['no scheme', (bearer) => [['authorization', bearer.slice('Bearer '.length)]], UNAUTHENTICATED],
    ['a non-ASCII character', (bearer) => [['authorization', `${bearer}é`]], UNAUTHENTICATED],
    [
      'the token twice',
      (bearer) => [
        ['authorization', bearer],
        ['authorization', bearer],
      ],
      UNAUTHENTICATED,
    ],
    [
      'another token before',
      (bearer) => [
        ['authorization', 'Bearer a.b.c'],
        ['authorization', bearer],
      ],
      UNAUTHENTICATED,
    ],
    [
      'an empty one before',
      (bearer) => [
        ['authorization', ''],
        ['authorization', bearer],
      ],
      UNAUTHENTICATED,
    ],
    ['two tokens in one', (bearer) => [['authorization', `${bearer}, ${bearer}`]], UNAUTHENTICATED],
    ['a binary header', (bearer) => [['authorization-bin', Buffer.from(bearer).toString('base64')]], UNAUTHENTICATED],
    ['a blank behind the acting user', () => [['acting-user', 'officer-7 ']], UNAUTHENTICATED],
    ['a tab before the acting user', () => [['acting-user', '\tofficer-7']], UNAUTHENTICATED],
    [
      'two acting users',
      () => [
        ['acting-user', 'officer-7'],
        ['acting-user', 'officer-8'],
      ],
      UNAUTHENTICATED,
    ],
    ['a binary acting user', () => [['acting-user-bin', 'b2ZmaWNlci03']], UNAUTHENTICATED],
    ['an acting user of blanks', () => [['acting-user', '  ']], UNAUTHENTICATED],
    [
      'two purposes',
      () => [
        ['purpose', 'court'],
        ['purpose', 'court'],
      ],
      INVALID_ARGUMENT,
    ],
    ['a blank behind the purpose', () => [['purpose', 'court ']], INVALID_ARGUMENT],
    ['a name in capitals', (bearer) => [['Authorization', bearer]], 'reset'],
    ['more headers than are read', (bearer) => [...many(200), ['authorization', bearer]], 'reset'],
  ])('by %s', async (_, way, status) => {
    for (const system of ['client', 'statistics'] as const) {
      const headers = way(`Bearer ${await token(system)}`);
      expect([system, await statusFor(system, headers)]).toEqual([system, status]);
    }
  });

  /**
   * These never reach Node: nghttp2 ignores what HTTP/2 forbids, and a proxy may rename or remove a header. Nobody can tell
   * such a call from one without a person, so that only the registration of the system protects it.
   */
  it.each<[string, Way]>([
    ['a zero byte', byteIn(0)],
    ['a line break', byteIn(10)],
    ['a control character', byteIn(1)],
    ['the character DEL', byteIn(127)],
    ['a blank in the name', (bearer) => [['authorization ', bearer]]],
    ['another name', (bearer) => [['x-forwarded-authorization', bearer]]],
    ['the name of proxies', (bearer) => [['proxy-authorization', bearer]]],
  ])('by %s, if its system always acts for people', async (_, way) => {
    expect(await statusFor('statistics', way(`Bearer ${await token('statistics')}`))).toBe(UNAUTHENTICATED);
  });
});

function many(count: number): [string, string][] {
  return Array.from({ length: count }, (_, index) => [`x-${index}`, 'x']);
}
