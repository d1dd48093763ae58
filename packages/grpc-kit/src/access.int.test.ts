import { TLSSocket } from 'node:tls';
import { makeClientConstructor, status } from '@grpc/grpc-js';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { demoClientCredentials } from '@safe-community/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serve } from './index.ts';
import { bindService, type Rules } from './bind-service.ts';

import { detailsOf, errorOf, startServed, withoutCertificate } from '../test/served.ts';

describe('access', () => {
  it('rejects the handshake without a certificate of our authority', async () => {
    let isCalled = false;
    const { ledgerAs } = await startServed({
      getHead: async () => {
        isCalled = true;
        return { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 };
      },
    });
    const client = ledgerAs(withoutCertificate());
    const error = await errorOf((done) => client.getHead({ partition: 0 }, done));
    expect(error.code).toBe(status.UNAVAILABLE);
    expect(isCalled).toBe(false);
  });

  it('rejects a certificate that belongs to no registered caller', async () => {
    const { ledgerAs } = await startServed({});
    const client = ledgerAs(demoClientCredentials('nats'));
    const error = await errorOf((done) => client.getHead({ partition: 0 }, done));
    expect(error.code).toBe(status.UNAUTHENTICATED);
    expect(detailsOf(error)['ErrorInfo']).toMatchObject({ reason: 'UNAUTHENTICATED', domain: 'safecommunity' });
  });

  it('rejects a missing scope before it decodes the request, in streams as well', async () => {
    const { ledgerAs } = await startServed({});
    const client = ledgerAs(demoClientCredentials('statistics'));
    // Malformed bytes: a method that decoded them first would return INVALID_ARGUMENT.
    const garbage = { ...LedgerServiceService.getHead, requestSerialize: () => Buffer.from([0xff, 0xff]) };
    const Garbage = makeClientConstructor({ getHead: garbage }, 'Garbage');
    const raw = new Garbage(client.getChannel().getTarget().replace(/^dns:/, ''), demoClientCredentials('statistics'));
    const unary = await errorOf((done) => (raw['getHead'] as (...args: unknown[]) => void).call(raw, {}, done));
    expect(unary).toMatchObject({ code: status.PERMISSION_DENIED });
    expect(unary.details).toContain('ledger.read');
    expect(detailsOf(unary)['ErrorInfo']).toMatchObject({ reason: 'SCOPE_MISSING' });
    raw.close();
    const stream = await errorOf((done) => {
      const request = { partition: 0, fromPosition: 1n, toPosition: 0n, eventTypes: [], follow: false };
      client.readEvents(request).on('error', done).resume();
    });
    expect(stream.code).toBe(status.PERMISSION_DENIED);
  });

  it('passes the caller to the handler, unchanged for a connection', async () => {
    const names: string[] = [];
    const { ledger, ledgerAs } = await startServed({
      getHead: async (_, { caller }) => {
        names.push(caller.name);
        return { epoch: '', headPosition: 0n, publishedPosition: 0n, firstPosition: 1n, installation: 1 };
      },
    });
    const stranger = ledgerAs(demoClientCredentials('nats'));
    const head = (client: typeof ledger) =>
      new Promise((resolve) => {
        client.getHead({ partition: 0 }, (error) => resolve(error?.code ?? 'ok'));
      });
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => head(index % 2 === 0 ? ledger : stranger)),
    );
    expect(outcomes).toEqual(
      Array.from({ length: 30 }, (_, index) => (index % 2 === 0 ? 'ok' : status.UNAUTHENTICATED)),
    );
    expect(new Set(names)).toEqual(new Set(['client']));
  });
});

describe('the certificate', () => {
  it('is parsed once per connection, not per call', async () => {
    const { ledger } = await startServed({});
    const parsing = vi.spyOn(TLSSocket.prototype, 'getPeerCertificate');
    onTestFinished(() => parsing.mockRestore());
    for (let count = 0; count < 50; count += 1) {
      await new Promise((resolve) => {
        ledger.getHead({ partition: 0 }, resolve);
      });
    }
    // Server and client check once each, the client's handshake a few times more.
    expect(parsing.mock.calls.length).toBeGreaterThan(0);
    expect(parsing.mock.calls.length).toBeLessThan(6);
  });
});

describe('a method without a declared scope', () => {
  it('prevents the service from starting', () => {
    const getHead = { ...LedgerServiceService.getHead, path: '/safecommunity.ledger.v1.LedgerService/Undeclared' };
    const undeclared = serve(
      { getHead },
      {
        getHead: async () => ({
          epoch: '',
          headPosition: 0n,
          publishedPosition: 0n,
          firstPosition: 1n,
          installation: 1,
        }),
      },
    );
    expect(() => bindService(undeclared, {} as Rules)).toThrow(
      '/safecommunity.ledger.v1.LedgerService/Undeclared declares no access scope and is not served',
    );
  });

  it('prevents it as a method without a handler does', () => {
    const { getHead, readEvents } = LedgerServiceService;
    const missing = { description: { getHead, readEvents }, handlers: { getHead: async () => undefined } };
    expect(() => bindService(missing, {} as Rules)).toThrow('ReadEvents has no handler');
  });
});
