import { createFileRegistry, fromBinary, type DescMessage, type DescMethod } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema, MethodOptions_IdempotencyLevel } from '@bufbuild/protobuf/wkt';
import { status } from '@grpc/grpc-js';
import { LedgerServiceClient } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { descriptorSet } from '@safe-community/contracts/inventory';
import { demoClientCredentials } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal, unavailable } from '@safe-community/domain-kit';
import { callUnary, openClient } from './index.ts';
import { startServed } from '../test/served.ts';

const METHOD = 'safecommunity.ledger.v1.LedgerService/GetHead';

/** A server whose calls all end this way, and how many it got. */
async function startFailing(failure: () => Refusal) {
  let tries = 0;
  const { server } = await startServed({
    getHead: async () => {
      tries += 1;
      throw failure();
    },
  });
  const client = openClient(LedgerServiceClient, `localhost:${server.port}`, demoClientCredentials());
  onTestFinished(() => client.close());
  const call = (): Promise<unknown> => callUnary(METHOD, client.getHead.bind(client), { partition: 0 }, 30_000);
  return { tries: () => tries, call };
}

describe('retries', () => {
  it('have a budget: a server that always fails gets few more calls than were made', async () => {
    const { tries, call } = await startFailing(() => unavailable('away', 1));
    await expect(call()).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(tries()).toBe(4);
    for (let wave = 0; wave < 10; wave += 1) {
      const ended = await Promise.allSettled(Array.from({ length: 20 }, call));
      for (const outcome of ended) expect(outcome).toMatchObject({ reason: { code: status.UNAVAILABLE } });
    }
    expect(tries()).toBeLessThanOrEqual(201 + 10);
  });

  it('happen neither for shed load nor for permanent errors', async () => {
    const kinds = ['resource-exhausted', 'deadline-exceeded', 'failed-precondition', 'aborted'] as const;
    const left = [...kinds];
    const { tries, call } = await startFailing(
      () => new Refusal(left.shift() ?? 'not-found', 'no', { retryAfterMs: 1 }),
    );
    for (const [index] of kinds.entries()) {
      await expect(call()).rejects.toMatchObject({ details: 'no' });
      expect(tries()).toBe(index + 1);
    }
  });

  it('are safe: every method of the contracts reads, detects repeats by its request_id, or puts the same again', () => {
    const writes = methods().filter(
      ({ idempotency }) => idempotency !== MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS,
    );
    expect(writes.length).toBeGreaterThan(10);
    for (const { idempotency, input, name } of writes) {
      expect([name, idempotency]).toEqual([name, MethodOptions_IdempotencyLevel.IDEMPOTENT]);
      expect([name, hasRequestId(input) || PUTS.includes(name)]).toEqual([name, true]);
    }
  });
});

/** Methods whose repeat leaves what the first call left. */
const PUTS = ['KeepForm'];

function methods(): DescMethod[] {
  const registry = createFileRegistry(fromBinary(FileDescriptorSetSchema, descriptorSet()));
  return [...registry]
    .filter((type) => type.kind === 'service' && type.typeName.startsWith('safecommunity.'))
    .flatMap((type) => (type.kind === 'service' ? type.methods : []));
}

/** Its own, or that of each request in it. */
function hasRequestId({ fields }: DescMessage): boolean {
  return fields.some(({ name, message }) => name === 'request_id' || (message !== undefined && hasOwnId(message)));
}

function hasOwnId({ fields }: DescMessage): boolean {
  return fields.some(({ name }) => name === 'request_id');
}
