import { nextPageToken, pageOf, readListPage, toId, type CallContext } from '@safe-community/grpc-kit';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { OfficerStateEntry } from '@safe-community/contracts/officers/v1/officer_record.ts';
import {
  ListOfficerStatesRequest,
  OfficerServiceService,
} from '@safe-community/contracts/officers/v1/officer_service.ts';
import type { Database } from '@safe-community/database';
import { etagOf, notFound, type Decision, checkReadReason } from '@safe-community/domain-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { mayActIn } from '@safe-community/security/policy';
import { given, type ReadRecorder, type Rpc } from '@safe-community/service-kit';
import { stateNumber } from './officer.mapping.ts';
import { findVersion } from './officer-update.store.ts';
import type { Versioned } from './officer.ts';
import { toRankMessage, toRecordMessage } from './personnel-record.mapping.ts';
import { readRanks, readRecord } from './personnel-record.store.ts';
import { toProfileMessage } from './public-profile.mapping.ts';
import { readProfile } from './public-profile.store.ts';
import { placeOf } from './service-place.ts';
import { listStateChanges, type HistoryEntry } from './state-history.store.ts';

interface Deps {
  readonly keyring: Keyring;
  readonly reads: ReadRecorder;
}

const { query } = given<Deps>();

const getOfficerRecord = query(OfficerServiceService.getOfficerRecord, {
  parse: ({ fields }) => ({
    officerId: fields.uuid('officer_id'),
    reason: fields.text('reason', checkReadReason),
  }),
  async read({ query: { officerId, reason }, call, database, deps: { keyring, reads } }) {
    const seen = await findForReader(database, officerId, call);
    if (!('version' in seen)) return seen;
    await reads.record({ subjectId: officerId, reason, by: call });
    const em = database.em.fork();
    return {
      record: await readRecord(em, keyring, officerId),
      profile: await readProfile(em, keyring, officerId),
      version: seen.version,
    };
  },
  reply: ({ found: { record, profile, version } }) => ({
    record: toRecordMessage(record),
    publicProfile: profile && toProfileMessage(profile),
    etag: etagOf({ version }),
  }),
});

const listOfficerStates = query(OfficerServiceService.listOfficerStates, {
  parse({ request, fields }) {
    const officerId = fields.uuid('officer_id');
    const reason = fields.text('reason', checkReadReason);
    const wanted = { ...request, officerId, reason: '' };
    return { officerId, reason, list: readListPage(wanted, fields, ListOfficerStatesRequest, toId) };
  },
  async read({ query: { officerId, reason, list }, call, database, deps: { keyring, reads } }) {
    const { place: before, size } = list;
    const seen = await findForReader(database, officerId, call);
    if (!('version' in seen)) return seen;
    await reads.record({ subjectId: officerId, reason, by: call });
    return pageOf(await listStateChanges(database.em.fork(), keyring, officerId, before, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    entries: page.map(toEntryMessage),
    nextPageToken: nextPageToken(list, last?.changeId),
  }),
});

/** An officer outside of the caller's territory does not exist for them. */
async function findForReader(
  database: Database,
  officerId: string,
  { rights }: Pick<CallContext, 'rights'>,
): Promise<Decision<Versioned>> {
  const found = await findVersion(database.em.fork(), officerId);
  return found !== undefined && mayActIn(rights, placeOf(found.placeCode)) ? found : notFound('officer');
}

const listRanks = query(OfficerServiceService.listRanks, {
  parse: () => undefined,
  read: ({ database }) => readRanks(database.em.fork()),
  reply: ({ found: ranks }) => ({ ranks: ranks.map(toRankMessage) }),
});

function toEntryMessage({ changedAt, recordedAt, formerState, state, ...entry }: HistoryEntry): OfficerStateEntry {
  const { changeId, caller, actingUser, reason } = entry;
  return {
    changeId,
    callingSystem: caller,
    actingUser,
    reason,
    formerState: formerState === undefined ? OfficerState.UNSPECIFIED : stateNumber(formerState),
    state: stateNumber(state),
    changedTime: changedAt,
    recordedTime: recordedAt,
  };
}

export const RECORD_QUERIES: readonly Rpc<Deps>[] = [getOfficerRecord, listOfficerStates, listRanks];
