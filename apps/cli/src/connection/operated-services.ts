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

/** A service as an operator sees it: its ledger, and what it hears. */
export interface OperatedService {
  /** "statistics" */
  readonly name: string;
  /** The domain of its ledger: "statistics". */
  readonly producer: string;
  readonly ledger: UnaryCalls<typeof LedgerServiceService>;
  readonly operator: UnaryCalls<typeof LedgerOperatorServiceService>;
  readonly audit: UnaryCalls<typeof AuditServiceService>;
  /** The chain of its audit from a sequence on; rejects with a CallError. */
  readAudit(from: bigint): AsyncIterable<ExportEntriesResponse>;
  /** Rejects with a CallError. */
  readEvents(stretch: Stretch): AsyncIterable<LedgerEvent>;
  /** Absent for a service that hears nobody. */
  readonly hearing?: HearingService;
}

export interface HearingService {
  readonly consumer: UnaryCalls<typeof ConsumerServiceService>;
  readonly deadLetters: UnaryCalls<typeof DeadLetterServiceService>;
}

/** The services that hear others, by name: those with dead letters. */
export const HEARING_SERVICES = ['incident-intake', 'camera-rollout', 'statistics'] as const;
export type HearingServiceName = (typeof HEARING_SERVICES)[number];

export function operatedService(client: Client, service: CalledService, producer: string): OperatedService {
  const hears = HEARING_SERVICES.some((name) => name === service.name);
  return {
    name: service.name,
    producer,
    ledger: unaryCalls(client, LedgerServiceService, service),
    operator: unaryCalls(client, LedgerOperatorServiceService, service),
    audit: unaryCalls(client, AuditServiceService, service),
    readAudit: (from) => readAudit(client, service, from),
    readEvents: (stretch) => readLedger(client, service, stretch),
    ...(hears && {
      hearing: {
        consumer: unaryCalls(client, ConsumerServiceService, service),
        deadLetters: unaryCalls(client, DeadLetterServiceService, service),
      },
    }),
  };
}
