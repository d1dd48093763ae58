import { loadFileDescriptorSetFromBuffer } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { LedgerServiceService } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import { descriptorSet } from '@safe-community/inventory';
import { expect, it } from 'vitest';
import { serve } from '../src/index.ts';
import { reflection } from '../src/reflection.ts';

const LEDGER = 'safecommunity.ledger.v1.LedgerService';

/** What a service answers to one request, as the library has it. */
function answerOf(service: ReflectionService, messageRequest: string, value: string): unknown {
  const { v1 } = service as unknown as { v1: { handleServerReflectionRequest(request: object): unknown } };
  return v1.handleServerReflectionRequest({ host: '', messageRequest, [messageRequest]: value });
}

it('tells as much as with every message of the contracts, and of no service but those that are served', () => {
  const served = reflection([serve(LedgerServiceService, {} as never)]);
  const whole = new ReflectionService(loadFileDescriptorSetFromBuffer(descriptorSet()), { services: [LEDGER] });
  const requests: [string, string][] = [
    ['listServices', ''],
    ['fileContainingSymbol', LEDGER],
    ['fileContainingSymbol', 'safecommunity.incidents.v1.ReportIncidentRequest'],
    ['fileContainingSymbol', 'google.protobuf.Timestamp'],
    ['allExtensionNumbersOfType', 'google.protobuf.MethodOptions'],
    ['fileContainingSymbol', 'safecommunity.madeup.v1.Nothing'],
  ];
  for (const [request, value] of requests) {
    expect(answerOf(served, request, value)).toEqual(answerOf(whole, request, value));
  }
  expect(answerOf(served, 'listServices', '')).toMatchObject({ listServicesResponse: { service: [{ name: LEDGER }] } });
});
