import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadPackageDefinition, makeClientConstructor, Metadata, status } from '@grpc/grpc-js';
import { service as healthService } from 'grpc-health-check';
import { demoClientCredentials, eventually, testPki } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isAlive, isServing, startServer } from './index.ts';
import { createLogger } from '@safe-community/telemetry';
import { startServed, type Served } from '../test/served.ts';

const HEAD = { epoch: 'done', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 as const };

/** Longer than any test: a server that waits for this long never stops. */
const FOREVER_MS = 2 ** 31 - 1;

function head({ ledger }: Served): Promise<string> {
  return new Promise((resolve) => {
    ledger.getHead({ partition: 0 }, (error, response) =>
      resolve(error === null ? response.epoch : String(error.code)),
    );
  });
}

describe('drain', () => {
  it('waits for active calls, rejects new ones, and then returns', async () => {
    let begun = 0;
    const held = Promise.withResolvers<typeof HEAD>();
    const served = await startServed({
      getHead: () => {
        begun += 1;
        return held.promise;
      },
    });
    const underWay = Promise.all([head(served), head(served)]);
    await eventually(() => expect(begun).toBe(2));
    let isDrained = false;
    const drained = served.server.drain(FOREVER_MS).then(() => (isDrained = true));
    expect(await head(served)).toBe(String(status.UNAVAILABLE));
    // A later timer of this process than that of a server without calls, which stops after a fifth of a second.
    await sleep(300);
    expect(isDrained).toBe(false);
    held.resolve(HEAD);
    expect(await underWay).toEqual(['done', 'done']);
    await drained;
  });

  it('cancels calls that take longer than the grace period', async () => {
    let begun = 0;
    const served = await startServed({
      getHead: () => {
        begun += 1;
        return new Promise(() => undefined);
      },
    });
    const underWay = head(served);
    await eventually(() => expect(begun).toBe(1));
    await served.server.drain(300);
    expect(['UNAVAILABLE', 'CANCELLED', 'INTERNAL'].map((name) => String(status[name as 'OK']))).toContain(
      await underWay,
    );
  });

  it('signals endless streams to end', async () => {
    const served = await startServed({
      readEvents: async function* (_, { draining }) {
        yield { epoch: 'first', event: undefined, withheld: false, passedOver: false };
        await once(draining, 'abort');
      },
    });
    const request = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: true };
    const call = served.ledger.readEvents(request);
    const ended = new Promise((resolve) => void call.on('end', resolve).on('error', resolve));
    await once(call, 'data');
    await served.server.drain(FOREVER_MS);
    expect(await ended).toBeUndefined();
  });

  it('does not wait for health watches', async () => {
    const served = await startServed({});
    const Health = makeClientConstructor(healthService, 'Health');
    const client = new Health(`localhost:${served.server.port}`, demoClientCredentials());
    onTestFinished(() => client.close());
    const seen: string[] = [];
    const watching = (client['watch'] as (request: object) => NodeJS.EventEmitter).call(client, { service: '' });
    watching.on('data', ({ status: now }: { status: string }) => seen.push(now)).on('error', () => undefined);
    await eventually(() => expect(seen).toEqual(['NOT_SERVING']));
    served.server.setServing(true);
    await eventually(() => expect(seen).toEqual(['NOT_SERVING', 'SERVING']));
    await expect(served.server.drain(FOREVER_MS)).resolves.toBeUndefined();
  });
});

describe('health', () => {
  it('is SERVING once set, and nothing serves on an unused port', async () => {
    const { server } = await startServed({});
    const address = `localhost:${server.port}`;
    expect(await isServing(address, demoClientCredentials())).toBe(false);
    server.setServing(true);
    expect(await isServing(address, demoClientCredentials())).toBe(true);
    server.setServing(false);
    expect(await isServing(address, demoClientCredentials())).toBe(false);
    await server.drain(100);
    expect(await isServing(address, demoClientCredentials())).toBe(false);
  });

  it('reports a process as live while it answers, whether or not it is ready', async () => {
    const { server } = await startServed({});
    const address = `localhost:${server.port}`;
    expect(await isAlive(address, demoClientCredentials())).toBe(true);
    server.setServing(true);
    server.setServing(false);
    expect(await isAlive(address, demoClientCredentials())).toBe(true);
    await server.drain(100);
    expect(await isAlive(address, demoClientCredentials())).toBe(false);
  });
});

describe('reflection', () => {
  it('lists the services and returns their descriptors', async () => {
    const { server } = await startServed({});
    const loaded = loadPackageDefinition(await reflectionPackage());
    const Reflection = (loaded as never as { grpc: { reflection: { v1: { ServerReflection: Constructor } } } }).grpc
      .reflection.v1.ServerReflection;
    const client = new Reflection(`localhost:${server.port}`, demoClientCredentials());
    onTestFinished(() => client.close());
    const ask = (request: object): Promise<Record<string, never>> =>
      new Promise((resolve, reject) => {
        const call = client.serverReflectionInfo(new Metadata());
        call.on('data', resolve).on('error', reject);
        call.write(request);
        call.end();
      });
    const listed = (await ask({ listServices: '' }))['listServicesResponse'] as unknown as {
      service: { name: string }[];
    };
    expect(listed.service.map(({ name }) => name).toSorted()).toEqual([
      'safecommunity.incidents.v1.IncidentIntakeService',
      'safecommunity.ledger.v1.LedgerService',
    ]);
    const found = (await ask({ fileContainingSymbol: 'safecommunity.incidents.v1.IncidentIntakeService' }))[
      'fileDescriptorResponse'
    ] as unknown as { fileDescriptorProto: Buffer[] };
    const text = Buffer.concat(found.fileDescriptorProto).toString('latin1');
    expect(text).toContain('ReportIncidentRequest');
    expect(text).toContain('safecommunity.access.v1');
  });
});

describe('an occupied port', () => {
  it('is an error that names the port and may be logged', async () => {
    const { server } = await startServed({});
    const { caFile, identities } = testPki();
    const second = startServer({
      host: '127.0.0.1',
      port: server.port,
      tls: { caFile, ...identities['incident-intake'] },
      callers: new Map(),
      services: [],
      logger: createLogger({ service: 'second', level: 'silent' }),
      faultOf: () => undefined,
    });
    await expect(second).rejects.toMatchObject({
      message: expect.stringContaining(`cannot listen on 127.0.0.1:${server.port}`) as string,
      messageIsLoggable: true,
    });
  });
});

type Stream = NodeJS.EventEmitter & { write(request: object): void; end(): void };
type Constructor = new (
  address: string,
  credentials: ReturnType<typeof demoClientCredentials>,
) => { serverReflectionInfo(metadata: Metadata): Stream; close(): void };

async function reflectionPackage() {
  const { load } = await import('@grpc/proto-loader');
  const main = import.meta.resolve('@grpc/reflection');
  return load(new URL('../proto/grpc/reflection/v1/reflection.proto', main).pathname);
}
