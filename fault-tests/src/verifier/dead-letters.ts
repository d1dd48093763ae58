import {
  DeadLetterServiceClient,
  RedriveDeadLettersRequest,
  RedriveOutcome,
} from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { callUnary, openClient } from '@safe-community/grpc-kit';
import type { Random } from '../random.ts';
import type { System } from '../system/system.ts';

/** Redrives all waiting dead letters of a type. Returns how many were applied and how many failed. */
export async function redriveAll(
  system: System,
  eventType: string,
  random: Random,
): Promise<{ readonly applied: number; readonly failed: number }> {
  using client = openClient(DeadLetterServiceClient, system.statistics.address, system.credentials);
  const count = { applied: 0, failed: 0 };
  let after = 0n;
  do {
    const page = { requestId: random.uuid(), eventType, afterLetterId: after };
    const request = RedriveDeadLettersRequest.fromPartial(page);
    const redrive = client.redriveDeadLetters.bind(client);
    const { results, nextAfterLetterId } = await callUnary('RedriveDeadLetters', redrive, request, 30_000);
    for (const { outcome } of results) count[outcome === RedriveOutcome.APPLIED ? 'applied' : 'failed'] += 1;
    after = nextAfterLetterId;
  } while (after > 0n);
  return count;
}
