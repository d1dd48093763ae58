export { nameIn, seriesReader, toQualifier, type ReadSeries } from './official.client.ts';
export { OFFICIAL_PATH, officialPage, seriesPath } from './official.page.ts';
export { isYear, latestOf, OFFICIAL_QUALIFIERS, type OfficialQualifier, type SeriesView } from './official.ts';
export { officialTexts } from './official.texts.ts';
export { asSentence, dayText, periodText, seriesChart, valueText } from './series-chart.page.ts';
export { seriesPage } from './series.page.ts';
export { languageOfTitle } from './title-language.ts';
