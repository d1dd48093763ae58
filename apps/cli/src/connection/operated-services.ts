import type { AuditServiceService, ExportEntriesResponse } from '@safe-community/contracts/audit/v1/audit_service.ts';
import type { ConsumerServiceService } from '@safe-community/contracts/ledger/v1/consumer_service.ts';
import type { DeadLetterServiceService } from '@safe-community/contracts/ledger/v1/dead_letter_service.ts';
import type { LedgerOperatorServiceService } from '@safe-community/contracts/ledger/v1/ledger_operator_service.ts';
import type { LedgerServiceService, LedgerEvent } from '@safe-community/contracts/ledger/v1/ledger_service.ts';
import type { Called } from './call-error.ts';
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

export function operatedService(called: Called, producer: string): OperatedService {
  return {
    name: called.service.name,
    producer,
    ledger: unaryCalls(called, () => import('@safe-community/contracts/ledger/v1/ledger_service.ts')),
    operator: unaryCalls(called, () => import('@safe-community/contracts/ledger/v1/ledger_operator_service.ts')),
    audit: unaryCalls(called, () => import('@safe-community/contracts/audit/v1/audit_service.ts')),
    readAudit: (from) => readAudit(called, from),
    readEvents: (stretch) => readLedger(called, stretch),
    consumer: unaryCalls(called, () => import('@safe-community/contracts/ledger/v1/consumer_service.ts')),
    deadLetters: unaryCalls(called, () => import('@safe-community/contracts/ledger/v1/dead_letter_service.ts')),
  };
}
