import { actorOf } from '@safe-community/audit';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import type { EntityManager } from '@safe-community/database';
import { notFound, preconditionFailed, type Decision } from '@safe-community/domain-kit';
import type { CallContext } from '@safe-community/grpc-kit';
import type { Keyring } from '@safe-community/security/encryption';
import { maySeeKind } from '@safe-community/security/policy';
import { command, type Rpc } from '@safe-community/service-kit';
import { appendCustody, checkPlace, refuseElsewhere } from '../custody/module.ts';
import { findIncident, findIncidentsNear, isSensitive, type Incident } from '../incidents/module.ts';
import { saveLink, saveProposals } from './link.store.ts';
import { proposeLinks, searchTime, type ConfirmedLink } from './link.ts';
import { linkedEvent } from './recording.events.ts';
import { toProposalMessage } from './recording.mapping.ts';
import { lockRecordings } from './recording.store.ts';
import type { StoredRecording } from './recording.ts';

/** Whether the caller may see cases of the category of an incident. */
export function maySeeIncident({ rights }: Pick<CallContext, 'rights'>, { category }: Incident): boolean {
  return maySeeKind(rights, category, isSensitive(category));
}

/** Proposes the incidents that a recording may show, and replies with those that the caller may see. */
export const propose = command(Recordings.proposeLinks, {
  parse: (_request, fields) => fields.uuid('recording_id'),
  async load(tx, recordingId) {
    const recording = await lockOne(tx, recordingId);
    if (recording === undefined) return notFound('recording');
    const { oblastCode, demonstration } = recording;
    return { recording, near: await findIncidentsNear(tx, { oblastCode, demonstration, ...searchTime(recording) }) };
  },
  authorizeLoaded: (call, { recording }) => refuseElsewhere(call, recording),
  // All are stored, because the next reader may see others.
  decide: ({ recording, near }, _recordingId, { call }) => ({
    recordingId: recording.recordingId,
    links: proposeLinks(recording, near),
    visible: new Set(near.flatMap((incident) => (maySeeIncident(call, incident) ? [incident.incidentId] : []))),
  }),
  async save(tx, change) {
    await saveProposals(tx, change.recordingId, change.links);
    return change;
  },
  about: ({ recordingId }) => [recordingId],
  reply: ({ links, visible }) => ({
    links: links.filter(({ incidentId }) => visible.has(incidentId)).map(toProposalMessage),
  }),
});

/** A person confirms what a recording shows. */
export function confirmLink(keyring: Keyring): Rpc {
  return command(Recordings.confirmLink, {
    parse({ reason }, fields) {
      fields.check(checkPlace(reason, 'reason'));
      return { recordingId: fields.uuid('recording_id'), incidentId: fields.uuid('incident_id'), reason };
    },
    authorize: ({ actingUser }) =>
      actingUser === '' ? preconditionFailed('PERSON_REQUIRED', 'the call names no person') : undefined,
    async load(tx, { recordingId, incidentId }) {
      const recording = await lockOne(tx, recordingId);
      if (recording === undefined) return notFound('recording');
      const former = recording.incidentId === '' ? undefined : await findIncident(tx, recording.incidentId);
      return { recording, former, incident: await findIncident(tx, incidentId) };
    },
    authorizeLoaded: (call, { recording }) => refuseElsewhere(call, recording),
    decide({ recording, incident, former }, { reason }, { call, now: at }): Decision<Confirmation> {
      // The same answer for an incident that does not exist and one that the caller may not see.
      if (incident === undefined || !maySeeIncident(call, incident)) return notFound('incident');
      return { recording, incident, former, at, reason, actor: actorOf(call) };
    },
    async save(tx, link) {
      const { recording, incident, at, actor, reason } = link;
      await saveLink(tx, link);
      const facts = { incident_id: incident.incidentId, former_incident_id: recording.incidentId };
      await appendCustody(tx, keyring, [
        { recordingId: recording.recordingId, kind: 'link', at, actor, facts, reason },
      ]);
      return link;
    },
    events: (link) => [linkedEvent(link)],
    about: ({ recording: { recordingId }, incident: { incidentId } }) => [recordingId, incidentId],
    reply: ({ at }) => ({ confirmedTime: at }),
  });
}

interface Confirmation extends ConfirmedLink {
  readonly reason: string;
  readonly actor: ReturnType<typeof actorOf>;
}

async function lockOne(tx: EntityManager, recordingId: string): Promise<StoredRecording | undefined> {
  const [recording] = await lockRecordings(tx, [recordingId]);
  return recording;
}
