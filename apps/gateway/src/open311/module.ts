export { acceptReport } from './accept-report.adapter.ts';
export { open311 } from './open311.adapter.ts';
export { open311Reads } from './open311.client.ts';
export { programReports } from './program-reports.client.ts';
