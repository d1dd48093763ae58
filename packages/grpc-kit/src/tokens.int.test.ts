import { once } from 'node:events';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { Role } from '@safe-community/security/policy';
import {
  AUDIENCE,
  DEV_ISSUER,
  issueToken,
  newSigningKey,
  serveKeys,
  type KeyServer,
  type SigningKey,
  type TokenOf,
} from '@safe-community/security/dev-issuer';
import { tokenVerifier } from '@safe-community/security/identity';
import { callerWithRoles, demoClientCredentials } from '@safe-community/testkit';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { unavailable } from '@safe-community/domain-kit';
import type { CallContext } from './index.ts';
import { detailsOf, errorOf, startServed, type Served } from '../test/served.ts';

function role(name: string, scopes: string[], purposes: string[] = []): Role {
  return {
    name,
    grants: [{ scopes: new Set(scopes), territory: 'own', categories: 'ordinary', purposes: new Set(purposes) }],
  };
}

const READER = role('reader', ['ledger.read']);
const INSPECTOR = role('inspector', ['ledger.read'], ['inspection']);
const WRITER = role('writer', ['incidents.report']);
const PERSON: TokenOf = { person: 'officer-7', system: 'client', roles: ['reader'], territory: ['UA'] };

let key: SigningKey;
let keys: KeyServer;
let served: Served;
let seen: CallContext[];
beforeAll(async () => {
  key = await newSigningKey('key');
});
beforeEach(async () => {
  keys = await serveKeys([key]);
  seen = [];
  served = await startServed(
    {
      getHead: async (_, call) => {
        seen.push(call);
        return { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 };
      },
      readEvents: async function* (_, { draining }) {
        yield { epoch: '', event: undefined, withheld: false, passedOver: false };
        await once(draining, 'abort');
        throw unavailable('the service stops');
      },
    },
    {
      callers: new Map([
        // The system alone may only write; the persons that it brings may read, or inspect.
        ['client', { ...callerWithRoles('client', [WRITER]), personRoles: [READER, INSPECTOR] }],
        ['statistics', callerWithRoles('statistics', [READER])],
      ]),
      tokens: tokenVerifier({ issuer: DEV_ISSUER, audience: AUDIENCE, jwks: keys.jwks }),
    },
  );
});
afterEach(() => keys.close());

interface Said {
  readonly authorization?: readonly string[];
  readonly purpose?: readonly string[];
  readonly actingUser?: string;
}

function call({ authorization = [], purpose = [], actingUser }: Said, client = served.ledger) {
  const metadata = new Metadata();
  for (const value of authorization) metadata.add('authorization', value);
  for (const value of purpose) metadata.add('purpose', value);
  if (actingUser !== undefined) metadata.set('acting-user', actingUser);
  return new Promise<ServiceError | null>((resolve) => {
    client.getHead({ partition: 0 }, metadata, (error) => resolve(error));
  });
}

const bearer = async (of: Partial<TokenOf> = {}): Promise<readonly string[]> => [
  `Bearer ${await issueToken(key, { ...PERSON, ...of })}`,
];

async function refusedWith(said: Said, client = served.ledger): Promise<unknown> {
  const error = await call(said, client);
  if (error === null) throw new Error('it was not refused');
  const { ErrorInfo } = detailsOf(error) as { ErrorInfo?: { reason: string } };
  return [status[error.code], ErrorInfo?.reason];
}

describe('a person', () => {
  it('has the rights of the roles in the token, in the territory of the token', async () => {
    expect(await call({ authorization: await bearer({ territory: ['UA05020030000031457'] }) })).toBeNull();
    expect(seen[0]).toMatchObject({
      person: { id: 'officer-7' },
      actingUser: 'officer-7',
      rights: { scope: 'ledger.read', views: [{ territory: new Set(['UA05020030000031457']) }] },
    });
  });

  it('has only those roles of the token that the caller may bring', async () => {
    const denied = ['PERMISSION_DENIED', 'SCOPE_MISSING'];
    expect(await refusedWith({ authorization: await bearer({ roles: ['writer'] }) })).toEqual(denied);
    expect(await refusedWith({ authorization: await bearer({ roles: ['administrator'] }) })).toEqual(denied);
    expect(await call({ authorization: await bearer({ roles: ['administrator', 'reader'] }) })).toBeNull();
  });

  it('does not inherit the rights of the system, nor the system those of persons', async () => {
    expect(await refusedWith({})).toEqual(['PERMISSION_DENIED', 'SCOPE_MISSING']);
    const statistics = served.ledgerAs(demoClientCredentials('statistics'));
    expect(await call({}, statistics)).toBeNull();
    const brought = { authorization: await bearer({ system: 'statistics', roles: ['inspector'] }) };
    expect(await refusedWith(brought, statistics)).toEqual(['PERMISSION_DENIED', 'SCOPE_MISSING']);
  });

  it('must name a purpose where the role requires it', async () => {
    const authorization = await bearer({ roles: ['inspector'] });
    const required = ['PERMISSION_DENIED', 'PURPOSE_REQUIRED'];
    expect(await refusedWith({ authorization })).toEqual(required);
    expect(await refusedWith({ authorization, purpose: ['curiosity'] })).toEqual(required);
    expect(await call({ authorization, purpose: ['inspection'] })).toBeNull();
    expect(seen).toMatchObject([{ purpose: 'inspection' }]);
  });

  it('is the one in the token, whatever else the call claims', async () => {
    const authorization = await bearer();
    expect(await call({ authorization, actingUser: 'officer-7' })).toBeNull();
    expect(await refusedWith({ authorization, actingUser: 'officer-8' })).toEqual([
      'INVALID_ARGUMENT',
      'FIELDS_INVALID',
    ]);
  });
});

it('a stream ends when its token expires', async () => {
  const metadata = new Metadata();
  // Clocks may differ by half a minute, and a token is valid for that much longer.
  const [authorization = ''] = await bearer({ lastsSeconds: -28 });
  metadata.set('authorization', authorization);
  const request = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: true };
  let answers = 0;
  const stream = served.ledger.readEvents(request, metadata).on('data', () => (answers += 1));
  const error = await errorOf((done) => stream.on('error', done));
  expect(detailsOf(error)).toMatchObject({ ErrorInfo: { reason: 'TOKEN_EXPIRED' } });
  expect(error.code).toBe(status.UNAUTHENTICATED);
  expect(answers).toBe(1);
});

describe('rejects a token', () => {
  it.each<[string, Partial<TokenOf>, string]>([
    ['issued for another system', { system: 'statistics' }, 'TOKEN_INVALID'],
    ['of another issuer', { issuer: 'urn:other' }, 'TOKEN_INVALID'],
    ['for another audience', { audience: 'other' }, 'TOKEN_INVALID'],
    ['that has expired', { lastsSeconds: -60 }, 'TOKEN_EXPIRED'],
  ])('%s', async (_, of, reason) => {
    expect(await refusedWith({ authorization: await bearer(of) })).toEqual(['UNAUTHENTICATED', reason]);
    expect(seen).toEqual([]);
  });

  it.each([
    ['not a bearer', ['Basic YTpi']],
    ['empty', ['']],
    ['of two parts', ['Bearer a.b']],
    ['by another name', ['bearer a.b.c']],
  ])('%s, without falling back to the rights of the system', async (_, authorization) => {
    const statistics = served.ledgerAs(demoClientCredentials('statistics'));
    expect(await refusedWith({ authorization }, statistics)).toEqual(['UNAUTHENTICATED', 'TOKEN_INVALID']);
  });

  it.each([[['Two Words']], [['inspection', 'complaint']], [['x'.repeat(65)]]])('with purpose %s', async (purpose) => {
    expect(await refusedWith({ authorization: await bearer(), purpose })).toEqual([
      'INVALID_ARGUMENT',
      'FIELDS_INVALID',
    ]);
  });

  it('without returning or logging it', async () => {
    const [token = ''] = await bearer({ issuer: 'urn:other' });
    const error = await call({ authorization: [token] });
    const told = `${error?.details} ${JSON.stringify(error?.metadata.toJSON())} ${JSON.stringify(served.logged())}`;
    expect(told).not.toContain(token.slice(7, 40));
    expect(told).not.toContain('officer-7');
  });
});

it('while token keys are unavailable, calls with a token may be retried, and others continue', async () => {
  await keys.close();
  const error = await call({ authorization: await bearer() });
  expect(error).toMatchObject({ code: status.UNAVAILABLE });
  expect(detailsOf(error as ServiceError)).toHaveProperty('RetryInfo');
  expect(await call({}, served.ledgerAs(demoClientCredentials('statistics')))).toBeNull();
});

it('where tokens are not accepted, a call with a token is rejected', async () => {
  const without = await startServed({}, { callers: new Map([['client', callerWithRoles('client', [READER])]]) });
  expect(await refusedWith({ authorization: await bearer() }, without.ledger)).toEqual([
    'UNAUTHENTICATED',
    'TOKEN_INVALID',
  ]);
});
