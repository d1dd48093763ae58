import { actorOf } from '@safe-community/audit';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { EntityManager } from '@safe-community/database';
import { checkReadReason, isRefused, notFound, type Decision } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { maySeeKind } from '@safe-community/security/policy';
import { given, refuseUnnamed, type Rpc } from '@safe-community/service-kit';
import { appendCustody, checkPlace, refuseElsewhere } from '../custody/module.ts';
import { findIncident, findIncidentsNear, isSensitive, markLinksChanged, type Incident } from '../incidents/module.ts';
import { saveLink, saveNoLink, saveProposals } from './link.store.ts';
import { proposeLinks, searchTime, type ConfirmedLink, type RemovedLink } from './link.ts';
import { linkedEvent, unlinkedEvent } from './recording.events.ts';
import { toProposalMessage } from './recording.mapping.ts';
import { lockRecordings } from './recording.store.ts';
import type { StoredRecording } from './recording.ts';

interface Deps {
  readonly keyring: Keyring;
}

const { command } = given<Deps>();

/** Whether the caller may see cases of the category of an incident. */
export function maySeeIncident({ rights }: Pick<CallContext, 'rights'>, { category }: Incident): boolean {
  return maySeeKind(rights, category, isSensitive(category));
}

/** Proposes the incidents that a recording may show, and replies with those that the caller may see. */
const propose = command(Recordings.proposeLinks, {
  parse: ({ fields }) => fields.uuid('recording_id'),
  async load({ tx, command: recordingId }) {
    const recording = await lockOne(tx, recordingId);
    if (recording === undefined) return notFound('recording');
    const where = { oblastCode: recording.oblastCode, ...searchTime(recording) };
    return { recording, near: await findIncidentsNear(tx, where) };
  },
  authorizeLoaded: ({ call, loaded: { recording } }) => refuseElsewhere(call, recording),
  // All are stored, because the next reader may see others.
  decide: ({ loaded: { recording, near }, call }) => ({
    recordingId: recording.recordingId,
    links: proposeLinks(recording, near),
    visible: new Set(near.flatMap((incident) => (maySeeIncident(call, incident) ? [incident.incidentId] : []))),
  }),
  async save({ tx, change }) {
    await saveProposals(tx, change.recordingId, change.links);
    return change;
  },
  subjects: ({ saved: { recordingId } }) => [recordingId],
  reply: ({ saved: { links, visible } }) => ({
    links: links.filter(({ incidentId }) => visible.has(incidentId)).map(toProposalMessage),
  }),
});

/** A person confirms what a recording shows. */
const confirmLink = command(Recordings.confirmLink, {
  parse: ({ fields }) => ({
    recordingId: fields.uuid('recording_id'),
    incidentId: fields.uuid('incident_id'),
    reason: fields.text('reason', checkReadReason),
    place: fields.text('place', checkPlace),
  }),
  authorize: ({ call }) => refuseUnnamed(call),
  async load({ tx, command: { recordingId, incidentId } }) {
    const recording = await lockOne(tx, recordingId);
    if (recording === undefined) return notFound('recording');
    const former = await linkedIncident(tx, recording);
    return { recording, former, incident: await findIncident(tx, incidentId) };
  },
  authorizeLoaded: ({ call, loaded: { recording } }) => refuseElsewhere(call, recording),
  decide({ loaded: { recording, incident, former }, call, now }): Decision<ConfirmedLink> {
    // The same answer for an incident that does not exist and one that the caller may not see.
    if (incident === undefined || !maySeeIncident(call, incident)) return notFound('incident');
    return { recording, incident, former, at: now };
  },
  async save({ tx, change: link, command: { reason, place }, call, deps: { keyring } }) {
    const { recording, incident, at } = link;
    await saveLink(tx, link);
    await markLinksChanged(tx, [incident.incidentId, recording.incidentId].filter(isNamed));
    const facts = { incident_id: incident.incidentId, former_incident_id: recording.incidentId };
    const act = { at, actor: actorOf(call), facts, reason, place };
    const appended = await appendCustody(tx, keyring, [{ recordingId: recording.recordingId, kind: 'link', ...act }]);
    return isRefused(appended) ? appended : link;
  },
  events: ({ saved: link }) => [linkedEvent(link)],
  subjects: ({ saved: { recording, incident } }) => [recording.recordingId, incident.incidentId],
  reply: ({ saved: { at } }) => ({ confirmedTime: at }),
});

/** A person takes back a link, also one that nothing replaces. */
const removeLink = command(Recordings.removeLink, {
  parse: ({ fields }) => ({
    recordingId: fields.uuid('recording_id'),
    reason: fields.text('reason', checkReadReason),
    place: fields.text('place', checkPlace),
  }),
  authorize: ({ call }) => refuseUnnamed(call),
  async load({ tx, command: { recordingId } }) {
    const recording = await lockOne(tx, recordingId);
    return recording === undefined ? notFound('recording') : { recording, former: await linkedIncident(tx, recording) };
  },
  authorizeLoaded: ({ call, loaded: { recording } }) => refuseElsewhere(call, recording),
  decide({ loaded: { recording, former }, call, now }): Decision<RemovedLink> {
    // The same answer without a link and for one that the caller may not see.
    if (former === undefined || !maySeeIncident(call, former)) return notFound('link');
    return { recording, former, at: now };
  },
  async save({ tx, change: removed, command: { reason, place }, call, deps: { keyring } }) {
    const { recording, former, at } = removed;
    await saveNoLink(tx, removed);
    await markLinksChanged(tx, [former.incidentId]);
    const act = { at, actor: actorOf(call), facts: { former_incident_id: former.incidentId }, reason, place };
    const appended = await appendCustody(tx, keyring, [{ recordingId: recording.recordingId, kind: 'unlink', ...act }]);
    return isRefused(appended) ? appended : removed;
  },
  events: ({ saved: removed }) => [unlinkedEvent(removed)],
  subjects: ({ saved: { recording, former } }) => [recording.recordingId, former.incidentId],
  reply: ({ saved: { at } }) => ({ removedTime: at }),
});

function isNamed(id: string): boolean {
  return id !== '';
}

/** The incident of a confirmed link, if it is known. */
async function linkedIncident(tx: EntityManager, { incidentId }: StoredRecording): Promise<Incident | undefined> {
  return incidentId === '' ? undefined : findIncident(tx, incidentId);
}

async function lockOne(tx: EntityManager, recordingId: string): Promise<StoredRecording | undefined> {
  const [recording] = await lockRecordings(tx, [recordingId]);
  return recording;
}

export const LINK_COMMANDS: readonly Rpc<Deps>[] = [propose, confirmLink, removeLink];
