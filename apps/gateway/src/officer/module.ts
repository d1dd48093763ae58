export { officerReader } from './officer.client.ts';
export { officerPage, officerSection } from './officer.page.ts';
export type { ReadOfficer } from './officer.ts';
export { searchForm } from './search.page.ts';
