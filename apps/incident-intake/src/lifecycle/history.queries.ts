import { checkPageSize, pageOf, pageSizeOf, pageTokenOf, readPageToken, toNumber } from '@safe-community/grpc-kit';
import type { HistoryEntry as HistoryEntryMessage } from '@safe-community/contracts/incidents/v1/course.ts';
import { IncidentCourseServiceService as Course } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { query, type Rpc } from '@safe-community/service-kit';
import { readSensitive, stateNumber, type ReadPorts } from '../incident/module.ts';
import { findHistory, readHistory, type HistoryEntry } from './history.store.ts';

/** The history of an incident: who changed what, when and why. A read of a sensitive one is recorded first. */
export function listIncidentHistory(keyring: Keyring, ports: ReadPorts): Rpc {
  return query(Course.listIncidentHistory, {
    parse(request, fields) {
      const incidentId = fields.uuid('incident_id');
      fields.check(checkPageSize(request.pageSize));
      const { place: after, violations } = readPageToken(Buffer.from(incidentId), request.pageToken, toVersion);
      fields.check(violations);
      return { incidentId, reason: request.reason, after: after ?? 0, size: pageSizeOf(request.pageSize) };
    },
    async read({ incidentId, reason, after, size }, call, database) {
      const seen = await findHistory(database, incidentId);
      if (seen === undefined) return notFound('incident');
      await readSensitive(ports, { ...call, incidentId, reason }, seen);
      return pageOf(await readHistory(database, keyring, incidentId, after, size + 1), size);
    },
    reply: ({ page, last }, { incidentId }) => ({
      entries: page.map(toMessage),
      nextPageToken: last === undefined ? '' : pageTokenOf(Buffer.from(incidentId), String(last.version)),
    }),
  });
}

/** As many digits as a bigint column can store. */
function toVersion(text: string): number | undefined {
  return text.length < 10 ? toNumber(text) : undefined;
}

function toMessage({ formerState, state, happenedAt, recordedAt, ...entry }: HistoryEntry): HistoryEntryMessage {
  return {
    ...entry,
    happenedTime: happenedAt,
    recordedTime: recordedAt,
    formerState: formerState === undefined ? 0 : stateNumber(formerState),
    state: stateNumber(state),
  };
}
