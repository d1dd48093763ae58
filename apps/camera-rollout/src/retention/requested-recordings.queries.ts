import {
  FootageRequestServiceService as Requests,
  ListRequestedRecordingsRequest,
} from '@safe-community/contracts/cameras/v1/footage_request_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage, toId } from '@safe-community/grpc-kit';
import { query, refuseOutside } from '@safe-community/service-kit';
import { findRequest } from '../footage-requests/module.ts';
import { findIncident } from '../incidents/module.ts';
import { maySeeIncident } from '../recordings/module.ts';
import { listRequested } from './requested-recordings.store.ts';
import { stateNumber } from './retention.mapping.ts';

/** What a decision is about. */
export const listRequestedRecordings = query(Requests.listRequestedRecordings, {
  parse: ({ request, fields }) => ({
    footageRequestId: fields.uuid('footage_request_id'),
    list: readListPage(request, fields, ListRequestedRecordingsRequest, toId),
  }),
  async read({ query: { footageRequestId, list }, call, database }) {
    const em = database.em.fork();
    const request = await findRequest(em, footageRequestId);
    if (request === undefined) return notFound('request');
    const refusal = refuseOutside(call.rights, request, 'the request');
    if (refusal !== undefined) return refusal;
    const incident = request.incidentId === '' ? undefined : await findIncident(em, request.incidentId);
    // Otherwise the list would disclose which recordings show a sensitive incident.
    const byIncident = incident !== undefined && maySeeIncident(call, incident);
    return pageOf(await listRequested(em, footageRequestId, byIncident, list.place, list.size + 1), list.size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    recordings: page.map((recording) => ({ ...recording, state: stateNumber(recording.state) })),
    nextPageToken: nextPageToken(list, last?.recordingId),
  }),
});
