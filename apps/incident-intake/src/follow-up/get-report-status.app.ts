import type { GetReportStatusResponse } from '@safe-community/contracts/incidents/v1/reporter_service.ts';
import type { StatusPorts } from './follow-up-ports.app.ts';
import { noSuchReport, reportOfToken } from './report-of-token.app.ts';
import { statusMessage } from './status-message.app.ts';

/** Where the report of a token stands. */
export async function getReportStatus(ports: StatusPorts, token: string): Promise<GetReportStatusResponse> {
  const standing = await ports.standings.find(reportOfToken(ports, token));
  if (standing === undefined) throw noSuchReport();
  return { status: statusMessage(standing, ports.origin.now()) };
}
