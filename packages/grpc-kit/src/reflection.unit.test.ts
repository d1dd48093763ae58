import { EventEmitter } from 'node:events';
import type { Server, UntypedServiceImplementation } from '@grpc/grpc-js';
import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { descriptorSet } from '@safe-community/contracts/inventory';
import { expect, it } from 'vitest';
import { serve } from './index.ts';
import { addReflection } from './reflection.ts';

const LEDGER = 'safecommunity.ledger.v1.LedgerService';

/** The services of a server, by the path of their one method. */
function addedBy(add: (server: Pick<Server, 'addService'>) => void): Map<string, UntypedServiceImplementation> {
  const added = new Map<string, UntypedServiceImplementation>();
  add({
    addService(definition, implementation) {
      for (const { path } of Object.values(definition)) added.set(path, implementation);
    },
  });
  return added;
}

/** The answer to one request. */
function answerOf(implementation: UntypedServiceImplementation | undefined, messageRequest: string, value: string) {
  const answers: unknown[] = [];
  const call = Object.assign(new EventEmitter(), { write: (answer: unknown) => answers.push(answer) });
  const handler = implementation?.['ServerReflectionInfo'] as (call: unknown) => void;
  handler(call);
  call.emit('data', { host: '', messageRequest, [messageRequest]: value });
  expect(answers).toHaveLength(1);
  return answers[0];
}

it('describes the served services with all their messages, and no other service', () => {
  const served = addedBy((server) => addReflection(server, [serve(LedgerServiceService, {} as never)]));
  // Each carries the files of all; the library decodes them for each, so that all of them would take seconds.
  const some = Object.fromEntries(Object.entries(loadFileDescriptorSetFromBuffer(descriptorSet())).slice(0, 20));
  const whole = addedBy((server) => new ReflectionService(some, { services: [LEDGER] }).addToServer(server));
  const requests: [string, string][] = [
    ['listServices', ''],
    ['fileContainingSymbol', LEDGER],
    ['fileContainingSymbol', 'safecommunity.incidents.v1.ReportIncidentRequest'],
    ['fileContainingSymbol', 'google.protobuf.Timestamp'],
    ['allExtensionNumbersOfType', 'google.protobuf.MethodOptions'],
    ['fileContainingSymbol', 'safecommunity.madeup.v1.Nothing'],
  ];
  expect([...served.keys()]).toEqual([...whole.keys()]);
  for (const [path, implementation] of served) {
    for (const [request, value] of requests) {
      expect(answerOf(implementation, request, value)).toEqual(answerOf(whole.get(path), request, value));
    }
    const listed = { listServicesResponse: { service: [{ name: LEDGER }] } };
    expect(answerOf(implementation, 'listServices', '')).toMatchObject(listed);
  }
});
