export type { OfficialValue, ScorecardView } from './scorecard.ts';
export { scorecardReader, type ReadScorecard } from './scorecard.client.ts';
export { scorecardPage } from './scorecard.page.ts';
