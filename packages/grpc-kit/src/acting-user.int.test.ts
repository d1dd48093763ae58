import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { demoClientCredentials } from '@safe-community/testkit';
import { beforeEach, describe, expect, it } from 'vitest';
import { actingUser } from './acting-user.ts';
import { detailsOf, startServed, type Served } from '../test/served.ts';

let served: Served;
let seen: string[];

beforeEach(async () => {
  seen = [];
  served = await startServed({
    getHead: async (_, { actingUser }) => {
      seen.push(actingUser);
      return { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 };
    },
  });
});

/** Calls with these acting users. */
function callAs(users: readonly string[], client = served.ledger): Promise<ServiceError | null> {
  const metadata = new Metadata();
  for (const user of users) metadata.add('acting-user', user);
  return new Promise((resolve) => {
    client.getHead({ partition: 0 }, metadata, (error) => resolve(error));
  });
}

describe('the acting user', () => {
  it.each(['7', 'dispatcher-12', 'olena.k@102.gov.ua', 'urn:user:A_1', 'x'.repeat(100)])('is %s', async (user) => {
    expect(await callAs([user])).toBeNull();
    expect(seen).toEqual([user]);
  });

  it('is empty when the call does not name one', async () => {
    expect(await callAs([])).toBeNull();
    expect(seen).toEqual(['']);
  });

  it.each([
    ['empty', ['']],
    ['too long', ['x'.repeat(101)]],
    ['two words', ['Olena Canary']],
    ['in other characters', ['canary/7']],
  ])('is rejected when it is %s, without repeating it', async (_, users) => {
    const error = await callAs(users);
    expect(error).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(detailsOf(error as ServiceError)).toMatchObject({
      ErrorInfo: { reason: 'FIELDS_INVALID' },
      BadRequest: { fieldViolations: [{ field: 'metadata acting-user' }] },
    });
    expect(`${error?.details} ${JSON.stringify(served.logged())}`).not.toMatch(/canary/i);
    expect(seen).toEqual([]);
  });

  it('is not two values, and they are not repeated', async () => {
    const error = await callAs(['canary', 'canary2']);
    expect(error).toMatchObject({ code: status.UNAUTHENTICATED });
    expect(detailsOf(error as ServiceError)).toMatchObject({
      ErrorInfo: { reason: 'PERSON_UNREADABLE' },
      BadRequest: { fieldViolations: [{ field: 'metadata acting-user', description: 'must be sent once' }] },
    });
    expect(`${error?.details} ${JSON.stringify(served.logged())}`).not.toMatch(/canary/i);
  });

  it('is a single value, even if a transport separates values that Node joins', () => {
    const metadata = new Metadata();
    metadata.add('acting-user', 'one');
    metadata.add('acting-user', 'two');
    expect(() => actingUser(metadata, undefined)).toThrow('metadata acting-user must be');
  });

  it('is not checked before access is granted', async () => {
    const error = await callAs(['not allowed'], served.ledgerAs(demoClientCredentials('statistics')));
    expect(error).toMatchObject({ code: status.PERMISSION_DENIED });
  });
});
