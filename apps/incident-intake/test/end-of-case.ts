import { randomUUID } from 'node:crypto';
import {
  ListSensitiveReadsRequest,
  RetentionServiceClient,
} from '@safe-community/contracts/incidents/v1/retention_service.ts';
import {
  SanctionServiceClient,
  type RecordOutcomeRequest,
} from '@safe-community/contracts/incidents/v1/sanction_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { demoClientCredentials } from '@safe-community/testkit';
import type { From, RunningIntake } from './running-intake.ts';

const DEADLINE_MS = 30_000;

type OutcomeKind = NonNullable<RecordOutcomeRequest['kind']>;

/** A protocol within all rules. */
export const PROTOCOL: OutcomeKind = {
  $case: 'administrativeProtocol',
  value: { number: 'ВАД № 123456', article: '173-2', part: 1, offenceDate: '' },
};

/** The calls of sanctions and retention, by one caller. */
export function endOfCase({ port }: RunningIntake, from: From = 'client') {
  const address = `localhost:${port}`;
  const sanctions = new SanctionServiceClient(address, demoClientCredentials(from));
  const retention = new RetentionServiceClient(address, demoClientCredentials(from));
  return {
    record(incidentId: string, kind: OutcomeKind | undefined, more: Partial<RecordOutcomeRequest> = {}) {
      const request = { requestId: randomUUID(), incidentId, expectedVersion: 0, kind, ...more };
      return callUnary('Record', sanctions.recordOutcome.bind(sanctions), request, DEADLINE_MS);
    },
    revoke(incidentId: string, outcomeId: string, reason = 'описка') {
      const request = { requestId: randomUUID(), incidentId, expectedVersion: 0, outcomeId, reason };
      return callUnary('Revoke', sanctions.revokeOutcome.bind(sanctions), request, DEADLINE_MS);
    },
    async outcomes(incidentId: string, reason = '') {
      const request = { incidentId, reason };
      return (await callUnary('List', sanctions.listOutcomes.bind(sanctions), request, DEADLINE_MS)).outcomes;
    },
    erase(incidentId: string, ground = 'заява від 24.11.2026', requestId: string = randomUUID()) {
      const request = { requestId, incidentId, ground };
      return callUnary('Erase', retention.erasePersonalData.bind(retention), request, DEADLINE_MS);
    },
    async hold(incidentId: string, ground = 'ухвала суду') {
      const request = { requestId: randomUUID(), incidentId, ground };
      const call = retention.placeLegalHold.bind(retention);
      return (await callUnary('Hold', call, request, DEADLINE_MS)).holdId;
    },
    release(incidentId: string, holdId: string, ground = 'справу закрито') {
      const request = { requestId: randomUUID(), incidentId, holdId, ground };
      return callUnary('Release', retention.releaseLegalHold.bind(retention), request, DEADLINE_MS);
    },
    retention(incidentId: string, reason = 'перевірка') {
      return callUnary('Get', retention.getRetention.bind(retention), { incidentId, reason }, DEADLINE_MS);
    },
    sensitiveReads(more: Partial<ListSensitiveReadsRequest>) {
      const request = ListSensitiveReadsRequest.fromPartial(more);
      return callUnary('Reads', retention.listSensitiveReads.bind(retention), request, DEADLINE_MS);
    },
    close() {
      sanctions.close();
      retention.close();
    },
  };
}

export type EndOfCase = ReturnType<typeof endOfCase>;
