export { officerReader } from './officer.client.ts';
export { officerPage, officerSection, searchForm } from './officer.page.ts';
export type { ReadOfficer } from './officer.ts';
