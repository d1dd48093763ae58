export { scorecardReader } from './scorecard.client.ts';
export { scorecardPage } from './scorecard.page.ts';
