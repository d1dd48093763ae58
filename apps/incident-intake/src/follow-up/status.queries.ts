import { ReporterServiceService as Reporter } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { notFound } from '@safe-community/domain-kit';
import type { TrackingTokens } from '@safe-community/security/encryption';
import { given } from '@safe-community/service-kit';
import type { StoredCatalogue } from '../catalogue/module.ts';
import { isOpenToVoices } from '../voices/module.ts';
import { findReport, findVoiced } from './followed-reports.store.ts';
import type { FollowUpShared } from './follow-up.commands.ts';
import { publicStatus, voicedStatus } from './public-status.ts';
import { toStatus } from './status.mapping.ts';

interface StatusGiven extends Pick<FollowUpShared, 'tokens' | 'mail'> {
  readonly catalogue: Pick<StoredCatalogue, 'policy'>;
  readonly voiceTokens: Pick<TrackingTokens, 'read'>;
}

const { query } = given<StatusGiven>();

/** The public status of the report with this token, or with a voice of this token. */
export const getReportStatus = query(Reporter.getReportStatus, {
  parse: ({ request: { trackingToken }, deps: { tokens, voiceTokens } }) => ({
    incidentId: tokens.read(trackingToken),
    voiceId: voiceTokens.read(trackingToken),
  }),
  async read({ query: { incidentId, voiceId }, database, clock, deps: { catalogue } }) {
    // For any invalid token the response is the same and comes before any lookup, so neither response nor time
    // discloses which reports exist.
    if (incidentId !== undefined) {
      const report = await findReport(database.em.fork(), incidentId);
      return report === undefined ? notFound('report') : publicStatus(report, clock.now());
    }
    if (voiceId === undefined) return notFound('report');
    const voiced = await findVoiced(database.em.fork(), voiceId);
    const isShown = voiced !== undefined && isOpenToVoices(voiced, catalogue.policy(voiced.category));
    return isShown ? voicedStatus(voiced) : notFound('report');
  },
  reply: ({ found: status, deps }) => ({ status: toStatus(status, deps) }),
});
