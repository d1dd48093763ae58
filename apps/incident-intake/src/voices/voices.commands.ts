import { PublicRequestServiceService as Requests } from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { TrackingTokens } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { lockIncident, primaryOf } from '../incident/module.ts';
import { addVoice } from './voice.ts';
import { insertVoice } from './voices.store.ts';

interface VoicesGiven {
  readonly catalogue: StoredCatalogue;
  readonly tokens: TrackingTokens;
}

const { command } = given<VoicesGiven>();

/** Counts one more who says that a request concerns them. No event: nothing consumes it, and no figure may. */
export const addVoiceToRequest = command(Requests.addVoice, {
  parse: ({ fields }) => fields.uuid('public_request_id'),
  async load({ tx, command: requestId }) {
    // Only the one that takes the voice is locked, so that no merge waits for it in another order. One that is merged
    // at this moment is refused as not open.
    const incidentId = (await primaryOf(tx, requestId)) ?? requestId;
    return (await lockIncident(tx, incidentId)) ?? notFound('request');
  },
  decide: ({ loaded: incident, newId, deps: { catalogue } }) =>
    addVoice(incident, catalogue.policy(incident.category), newId()),
  save: async ({ tx, change: voice }) => ({ ...voice, voices: await insertVoice(tx, voice) }),
  subjects: ({ saved: { incidentId } }) => [incidentId],
  reply: ({ saved: { voiceId, voices } }) => ({ voiceId, trackingToken: '', voices }),
  // No stored response contains the token.
  afterCommit: ({ response, deps: { tokens } }) => ({ ...response, trackingToken: tokens.of(response.voiceId) }),
});
