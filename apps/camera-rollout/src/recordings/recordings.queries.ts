import {
  ListRecordingsRequest,
  RecordingServiceService as Recordings,
} from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { checkReadReason, notFound, unless } from '@safe-community/domain-kit';
import { pageOf, nextPageToken, readListPage, toId } from '@safe-community/grpc-kit';
import { visiblePatterns } from '@safe-community/security/policy';
import { given, type Rpc } from '@safe-community/service-kit';
import { checkPlace, refuseElsewhere, type AccessRecorder } from '../custody/module.ts';
import { findIncident, findIncidents } from '../incidents/module.ts';
import { checkOblast, checkOptionalUnitCode } from '../strength/module.ts';
import { readProposals } from './link.store.ts';
import { maySeeIncident } from './links.commands.ts';
import { findOverlapping, findRecording, listRecordings } from './recording-list.store.ts';
import type { RecordingExpiry } from './recording-expiry.store.ts';
import {
  expiryStateName,
  flagName,
  linkStateName,
  storedObjectName,
  toListedMessage,
  toProposalMessage,
  toRecordingMessage,
} from './recording.mapping.ts';

interface Deps {
  readonly accesses: AccessRecorder;
  readonly expiry: RecordingExpiry;
}

const { query } = given<Deps>();

const getRecording = query(Recordings.getRecording, {
  parse({ request: { place }, fields }) {
    const recordingId = fields.uuid('recording_id');
    fields.check(checkPlace(place, 'place'));
    return { recordingId, reason: fields.text('reason', checkReadReason), place };
  },
  async read({ query: { recordingId, reason, place }, call, database, deps: { expiry, accesses } }) {
    const em = database.em.fork();
    const recording = await findRecording(em, expiry, recordingId);
    if (recording === undefined) return notFound('recording');
    const view = { recordingId, kind: 'view', reason, place, by: call } as const;
    const refusal = refuseElsewhere(call, recording) ?? (await accesses.record(view));
    if (refusal !== undefined) return refusal;
    const proposals = await readProposals(em, recordingId);
    const known = await findIncidents(
      em,
      proposals.map(({ incidentId }) => incidentId),
    );
    const visible = new Set(known.flatMap((each) => (maySeeIncident(call, each) ? [each.incidentId] : [])));
    const linked = recording.incidentId === '' ? undefined : await findIncident(em, recording.incidentId);
    return {
      recording,
      overlapping: await findOverlapping(em, recordingId),
      proposals: proposals.filter(({ incidentId }) => visible.has(incidentId)),
      incidentId: linked !== undefined && maySeeIncident(call, linked) ? linked.incidentId : '',
    };
  },
  reply: ({ found: { recording, overlapping, proposals, incidentId } }) => ({
    recording: toRecordingMessage(recording, overlapping, incidentId),
    proposedLinks: proposals.map(toProposalMessage),
  }),
});

/** A page of the recordings of the caller's territory. The others are treated as if they did not exist. */
const listAll = query(Recordings.listRecordings, {
  parse({ request, fields }) {
    const { category, uncategorisedOnly, flag, linkState, storedObject, expiryState, frozenOnly } = request;
    const from = fields.optionalTime('from_time');
    const to = fields.optionalTime('to_time');
    fields.check(unless(from === undefined || to === undefined || from < to, 'to_time', 'must be after from_time'));
    fields.check(unless(category === '' || !uncategorisedOnly, 'category', 'must be empty with uncategorised_only'));
    const filter = {
      cameraId: fields.optionalUuid('camera_id'),
      officerId: fields.optionalUuid('officer_id'),
      unitCode: fields.text('patrol_unit_code', checkOptionalUnitCode),
      oblastCode: fields.text('oblast_code', checkOblast),
      from,
      to,
      category,
      uncategorisedOnly,
      flag: flag === 0 ? undefined : fields.word('flag', flagName, 'flags'),
      linkState: linkState === 0 ? undefined : fields.word('link_state', linkStateName, 'states of a link'),
      storedObject:
        storedObject === 0 ? undefined : fields.word('stored_object', storedObjectName, 'states of an object'),
      expiryState: expiryState === 0 ? undefined : fields.word('expiry_state', expiryStateName, 'states of an expiry'),
      frozenOnly,
    };
    const list = readListPage(request, fields, ListRecordingsRequest, toId);
    return { filter, list };
  },
  async read({ query: { filter, list }, call: { rights }, database, deps: { expiry } }) {
    const wanted = { ...filter, visible: visiblePatterns(rights) };
    const found = await listRecordings(database.em.fork(), expiry, wanted, list.place, list.size + 1);
    return pageOf(found, list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    recordings: page.map(toListedMessage),
    nextPageToken: nextPageToken(list, last?.recordingId),
  }),
});

export const RECORDING_QUERIES: readonly Rpc<Deps>[] = [getRecording, listAll];
