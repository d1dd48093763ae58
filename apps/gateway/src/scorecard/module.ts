export { DEFINITIONS } from './definitions.texts.ts';
export { chosenPromises } from './chosen-promises.page.ts';
export type { OfficialValue } from './official.ts';
export { promisesHere } from './promises-here.page.ts';
export { VERDICTS, type DaysView, type RowView, type ScorecardView } from './scorecard.ts';
export { scorecardReader, type ReadScorecard } from './scorecard.client.ts';
export { scorecardPage } from './scorecard.page.ts';
