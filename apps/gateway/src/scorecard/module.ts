export { DEFINITIONS } from './definitions.texts.ts';
export { PERIOD_TEXTS } from './period.texts.ts';
export type { OfficialValue } from './official.ts';
export { VERDICTS, type DaysView, type RowView, type ScorecardView } from './scorecard.ts';
export { scorecardReader, type ReadScorecard } from './scorecard.client.ts';
export { scorecardPage } from './scorecard.page.ts';
