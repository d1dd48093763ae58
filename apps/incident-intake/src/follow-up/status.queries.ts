import { ReporterServiceService as Reporter } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { given } from '@safe-community/service-kit';
import { findReport } from './followed-reports.store.ts';
import type { FollowUpShared } from './follow-up.commands.ts';
import { toStatus } from './status.mapping.ts';

const { query } = given<Pick<FollowUpShared, 'tokens'>>();

/** The public status of the report with this token. */
export const getReportStatus = query(Reporter.getReportStatus, {
  parse: ({ request: { trackingToken }, deps: { tokens } }) => tokens.read(trackingToken),
  async read({ query: incidentId, database }) {
    // For any invalid token the response is the same and comes before any lookup, so neither response nor time
    // discloses which reports exist.
    if (incidentId === undefined) return notFound('report');
    return (await findReport(database.em.fork(), incidentId)) ?? notFound('report');
  },
  reply: ({ found: report, clock }) => ({ status: toStatus(report, clock.now()) }),
});
