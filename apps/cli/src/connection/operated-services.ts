import type { Client } from '@grpc/grpc-js';
import { AuditServiceService, type ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import { ConsumerServiceService } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import { DeadLetterServiceService } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import { LedgerOperatorServiceService } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import { LedgerServiceService, type LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { CalledService } from './call-error.ts';
import { readAudit } from './read-audit.ts';
import { readLedger, type Stretch } from './read-ledger.ts';
import { unaryCalls, type UnaryCalls } from './unary-calls.ts';

/** The operator methods of a service: ledger, audit, and consumer. */
export interface OperatedService {
  /** "statistics" */
  readonly name: string;
  /** The domain of its ledger: "statistics". */
  readonly producer: string;
  readonly ledger: UnaryCalls<typeof LedgerServiceService>;
  readonly operator: UnaryCalls<typeof LedgerOperatorServiceService>;
  readonly audit: UnaryCalls<typeof AuditServiceService>;
  /** Its audit chain, starting at a sequence; rejects with a CallError. */
  readAudit(from: bigint): AsyncIterable<ExportEntriesResponse>;
  /** Rejects with a CallError. */
  readEvents(stretch: Stretch): AsyncIterable<LedgerEvent>;
  readonly consumer: UnaryCalls<typeof ConsumerServiceService>;
  readonly deadLetters: UnaryCalls<typeof DeadLetterServiceService>;
}

export function operatedService(client: Client, service: CalledService, producer: string): OperatedService {
  return {
    name: service.name,
    producer,
    ledger: unaryCalls(client, LedgerServiceService, service),
    operator: unaryCalls(client, LedgerOperatorServiceService, service),
    audit: unaryCalls(client, AuditServiceService, service),
    readAudit: (from) => readAudit(client, service, from),
    readEvents: (stretch) => readLedger(client, service, stretch),
    consumer: unaryCalls(client, ConsumerServiceService, service),
    deadLetters: unaryCalls(client, DeadLetterServiceService, service),
  };
}
