import { nextPageToken, pageOf, readListPage, toNumber } from '@safe-community/grpc-kit';
import type { HistoryEntry as HistoryEntryMessage } from '@safe-community/contracts/incidents/v1/course.ts';
import {
  IncidentCourseServiceService as Course,
  ListIncidentHistoryRequest,
} from '@safe-community/contracts/incidents/v1/course_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import {
  findSeen,
  readHistory,
  readSensitive,
  stateNumber,
  type HistoryEntry,
  type ReadAudit,
} from '../incident/module.ts';

interface HistoryReads extends ReadAudit {
  readonly keyring: Keyring;
}

const { query } = given<HistoryReads>();

/** The history of an incident: who changed what, when and why. A read of a sensitive one is recorded first. */
export const listIncidentHistory = query(Course.listIncidentHistory, {
  parse({ request, fields }) {
    const incidentId = fields.uuid('incident_id');
    const wanted = { ...request, incidentId, reason: '' };
    const list = readListPage(wanted, fields, ListIncidentHistoryRequest, toNumber);
    return { incidentId, reason: request.reason, list };
  },
  async read({ query: { incidentId, reason, list }, call, database, clock, deps: { keyring, reads } }) {
    const { place: after = 0, size } = list;
    const seen = await findSeen(database, incidentId);
    if (seen === undefined) return notFound('incident');
    await readSensitive({ reads, clock }, { ...call, incidentId, reason }, seen);
    return pageOf(await readHistory(database, keyring, incidentId, after, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    entries: page.map(toMessage),
    nextPageToken: nextPageToken(list, last?.version),
  }),
});

function toMessage({ formerState, state, happenedAt, recordedAt, ...entry }: HistoryEntry): HistoryEntryMessage {
  return {
    ...entry,
    happenedTime: happenedAt,
    recordedTime: recordedAt,
    formerState: formerState === undefined ? 0 : stateNumber(formerState),
    state: stateNumber(state),
  };
}
