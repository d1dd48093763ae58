import { generateKeySync } from 'node:crypto';
import { Metadata, type CallOptions, type ServiceError } from '@grpc/grpc-js';
import { ConsumerServiceClient, RequestRebuildRequest } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import {
  DeadLetterServiceClient,
  DiscardDeadLetterRequest,
  ListDeadLettersRequest,
  RedriveDeadLettersRequest,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import {
  BeginEpochRequest,
  LedgerOperatorServiceClient,
  ListLostEventsRequest,
} from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { isTransient } from '@safe-community/database';
import { unavailable } from '@safe-community/domain-kit';
import { startServer } from '@safe-community/grpc-kit';
import { demoClientCredentials, testCaller, testPki } from '@safe-community/testkit';
import { provide } from '@safe-community/service-kit';
import { CONSUMER_RPCS, DEAD_LETTER_RPCS, LEDGER_RPCS, serveOperations } from '@safe-community/service-kit/operations';
import { onTestFinished } from 'vitest';
import type { EventHandler } from '../src/index.ts';
import { silent, type Ledger } from './ground.ts';

/** The callers in these tests: the client may operate, the service "statistics" may only read. */
const CALLERS = new Map(
  [testCaller('client', ['ledger.read', 'ledger.operate']), testCaller('statistics', ['ledger.read'])].map((caller) => [
    caller.name,
    caller,
  ]),
);

/** The acting user that the client sends. */
const ACTING_USER = 'operator-7';

/** The operator RPCs of a service that consumes. */
export type Operated = Awaited<ReturnType<typeof operate>>;

/** Serves them until the end of the test; `handlers` are those of the current version of the service. */
export async function operate(
  { database }: Pick<Ledger, 'database'>,
  handlers: readonly EventHandler[],
  as: 'client' | 'statistics' = 'client',
) {
  const { caFile, identities } = testPki();
  const handlerOf = (producer: string, type: string): EventHandler | undefined =>
    producer === 'incidents' ? handlers.find((handler) => handler.type === type) : undefined;
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    tls: { caFile, ...identities.statistics },
    callers: CALLERS,
    services: serveOperations(
      [
        ...provide({ handlerOf }, DEAD_LETTER_RPCS),
        ...provide({ consumer: 'statistics', producers: ['officers', 'incidents'], logger: silent }, CONSUMER_RPCS),
        ...provide({ producer: 'incidents', logger: silent }, LEDGER_RPCS),
      ],
      'demonstration',
      database,
      generateKeySync('hmac', { length: 256 }),
    ),
    logger: silent,
    faultOf: (error) => (isTransient(error) ? unavailable('the database does not answer') : undefined),
  });
  const address = `localhost:${server.port}`;
  const letters = new DeadLetterServiceClient(address, demoClientCredentials(as));
  const consumers = new ConsumerServiceClient(address, demoClientCredentials(as));
  const ledger = new LedgerOperatorServiceClient(address, demoClientCredentials(as));
  onTestFinished(async () => {
    ledger.close();
    letters.close();
    consumers.close();
    await server.drain(100);
  });
  return {
    list: (more: Partial<ListDeadLettersRequest> = {}) =>
      ask(letters.listDeadLetters.bind(letters), ListDeadLettersRequest.fromPartial(more)),
    get: (letterId: bigint) => ask(letters.getDeadLetter.bind(letters), { letterId }),
    redrive: (more: Partial<RedriveDeadLettersRequest>) =>
      ask(letters.redriveDeadLetters.bind(letters), RedriveDeadLettersRequest.fromPartial(asked(more))),
    discard: (more: Partial<DiscardDeadLetterRequest>) =>
      ask(letters.discardDeadLetter.bind(letters), DiscardDeadLetterRequest.fromPartial(asked(more))),
    rebuild: (more: Partial<RequestRebuildRequest>) =>
      ask(
        consumers.requestRebuild.bind(consumers),
        RequestRebuildRequest.fromPartial(asked({ producer: 'incidents', reason: 'restored', ...more })),
      ),
    ledgerState: () => ask(ledger.getLedgerState.bind(ledger), { partition: 0 }),
    beginEpoch: (more: Partial<BeginEpochRequest> = {}) =>
      ask(ledger.beginEpoch.bind(ledger), BeginEpochRequest.fromPartial(asked({ reason: 'restored', ...more }))),
    lostEvents: (more: Partial<ListLostEventsRequest> = {}) =>
      ask(ledger.listLostEvents.bind(ledger), ListLostEventsRequest.fromPartial(more)),
    port: server.port,
    checkpoints: () => ask(consumers.getCheckpoints.bind(consumers), {}),
  };
}

function asked<Request>(more: Request): Request & { requestId: string } {
  return { requestId: crypto.randomUUID(), ...more };
}

type Method<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

function ask<Request, Response>(method: Method<Request, Response>, request: Request): Promise<Response> {
  const metadata = new Metadata();
  metadata.set('acting-user', ACTING_USER);
  return new Promise((resolve, reject) => {
    method(request, metadata, { deadline: Date.now() + 10_000 }, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}
