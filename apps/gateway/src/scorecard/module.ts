export { DEFINITIONS } from './definitions.texts.ts';
export { PERIOD_TEXTS } from './period.texts.ts';
export type { PeriodView } from './period.ts';
export type { OfficialValue } from './official.ts';
export type { ScorecardView } from './scorecard.ts';
export { scorecardReader, type ReadScorecard } from './scorecard.client.ts';
export { scorecardPage } from './scorecard.page.ts';
