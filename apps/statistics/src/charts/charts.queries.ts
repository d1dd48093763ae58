import { renderSvg, renderText, tableOf, type Chart, type Language } from '@safe-community/charts';
import { ChartKind, ChartLanguage, type ExportChartRequest } from '@safe-community/contracts/statistics/v1/chart.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { inSnapshot, type Database } from '@safe-community/database';
import {
  enumNames,
  isRefused,
  unless,
  within,
  type ClockAndIds,
  type Decision,
  type Fields,
  type Violation,
} from '@safe-community/domain-kit';
import { query } from '@safe-community/service-kit';
import { COUNTRY } from '@safe-community/territory';
import {
  areComparable,
  compare,
  isComparable,
  readRatedPlaces,
  sourcesOf,
  unitsIn,
  type RatedCount,
} from '../comparison/module.ts';
import { calendarParts, readFilled, select, type Figure, type Measure, type Selected } from '../figures/module.ts';
import { CATEGORIES } from '../incidents/module.ts';
import { checkWanted, DEFAULT_SCORECARD, readCard, type WantedScorecard } from '../scorecard/module.ts';
import {
  CHART_KINDS,
  CHART_LANGUAGES,
  checkCharted,
  checkFirsts,
  checkLook,
  DEFAULT_WIDTH,
  type FigureKind,
} from './chart-request.ts';
import { chartOf, nameOf, periodOf } from './figure-charts.mapping.ts';
import { rateChartOf } from './rate-charts.mapping.ts';
import { progressChart } from './progress-chart.mapping.ts';

/** What charts are drawn from. */
interface Sources {
  readonly database: Database;
  readonly clock: ClockAndIds;
}

const { nameOf: toKind } = enumNames(ChartKind, CHART_KINDS);
const { nameOf: toLanguage } = enumNames(ChartLanguage, CHART_LANGUAGES);

/** What a chart is drawn from: a selection, except for the progress of the programme. */
type Wanted =
  | { readonly kind: 'progress'; readonly of: WantedScorecard }
  | {
      readonly kind: FigureKind | 'funnel' | 'rates';
      readonly selected: Selected;
      /** The only one of the selection. */
      readonly measure: Measure;
      /** Each part is also drawn as it was first published. */
      readonly hasFirsts: boolean;
    };

const UNKNOWN_KIND: Violation = {
  field: 'kind',
  rule: 'must be TIME_SERIES, BARS, PROGRESS, MAP, FUNNEL or RATES',
};

export const exportChart = query(Statistics.exportChart, {
  async parse({ request, fields, database, clock }) {
    const sources = { database, clock };
    const language = request.language === 0 ? 'ukrainian' : toLanguage(request.language);
    fields.check(unless(language !== undefined, 'language', 'must be UKRAINIAN or ENGLISH, or not given'));
    fields.check(checkLook(request.width, request.columns, request.narrowWidth));
    const wanted = await wantedOf(sources, request, fields);
    if (isRefused(wanted)) return wanted;
    return {
      wanted,
      language: language === 'english' ? ('en' as const) : ('uk' as const),
      width: request.width === 0 ? DEFAULT_WIDTH : request.width,
      narrowWidth: request.narrowWidth,
      columns: request.columns,
    };
  },
  async read({ query: { wanted, language }, database, clock, installation }) {
    const chart = await draw({ database, clock }, wanted, language);
    return { ...chart, isDemonstration: installation === 'demonstration' };
  },
  reply: ({ found: chart, query: { language, width, narrowWidth, columns } }) => {
    const { headings, rows } = tableOf(chart, language);
    // Drawings of two widths may stand in one page.
    const drawn = (wide: number) => renderSvg(chart, { language, width: wide, id: `chart-${wide}` });
    return {
      svg: drawn(width),
      narrowSvg: narrowWidth === 0 ? '' : drawn(narrowWidth),
      table: { headings: [...headings], rows: rows.map((cells) => ({ cells: [...cells] })) },
      lines: columns === 0 ? [] : renderText(chart, { language, columns }),
    };
  },
});

async function wantedOf(
  sources: Sources,
  request: ExportChartRequest,
  fields: Fields<ExportChartRequest>,
): Promise<Decision<Wanted>> {
  const kind = toKind(request.kind);
  if (kind === undefined) return fields.refusal([UNKNOWN_KIND]);
  if (kind === 'progress') {
    const of = request.scorecard ?? DEFAULT_SCORECARD;
    fields.check(unless(request.selection === undefined, 'selection', 'must not be given for PROGRESS'));
    fields.check(within('scorecard', await checkWanted(sources, of)));
    return { kind, of };
  }
  fields.check(unless(request.scorecard === undefined, 'scorecard', 'must not be given but for PROGRESS'));
  const selected = await select(sources, request.selection);
  fields.check([...selected.violations, ...selected.tooMuch]);
  // A chart belongs to a valid selection.
  if (selected.violations.length > 0) return fields.refusal();
  fields.check(checkCharted(kind, chartedOf(selected)));
  const [measure] = selected.measures;
  if (measure === undefined) return fields.refusal();
  const hasIntervals = selected.measures.some(({ source }) => source.kind === 'surveys');
  fields.check(
    unless(!hasIntervals, 'selection.measures', 'must not be from surveys: a chart would hide their interval'),
  );
  if (kind === 'funnel' || kind === 'rates') fields.check(checkRated(selected));
  if (!request.firstPublished) return { kind, selected, measure, hasFirsts: false };
  const { knownOn } = selected.request;
  fields.check(checkFirsts(kind, periodOf(selected.request), { knownOn, parts: chartedOf(selected).points }));
  return { kind, selected, measure, hasFirsts: true };
}

/** Rates are of people, and of territories that can be compared. */
function checkRated({ measures, wanted, request }: Selected): Violation[] {
  const place = 'level' in request.territory ? 'level' : 'territory_codes';
  return [
    ...unless(measures.every(isComparable), 'selection.measures', 'must be a measure that counts incidents or people'),
    ...unless(areComparable(wanted.units), `selection.${place}`, 'must be of one level below the country'),
  ];
}

function chartedOf({ request, wanted, measures }: Selected) {
  const { groupBy, territory, from, to } = request;
  const period = periodOf(request);
  return {
    measures,
    groupBy,
    level: 'level' in territory ? territory.level : undefined,
    points:
      period === undefined
        ? groupBy.includes('category')
          ? CATEGORIES.length
          : wanted.units.length
        : calendarParts(period, from, to).length,
  };
}

async function draw({ database, clock }: Sources, wanted: Wanted, language: Language): Promise<Chart> {
  if (wanted.kind === 'progress') {
    const card = await readCard({ database, clock }, wanted.of);
    return progressChart(card, card.territoryCode === COUNTRY ? '' : nameOf(card.territoryCode, language), language);
  }
  const { selected, measure } = wanted;
  const { request, wanted: places } = selected;
  const territories = places.units.map(({ territory }) => territory);
  if (wanted.kind === 'funnel' || wanted.kind === 'rates') {
    const { category } = request;
    const count: RatedCount = { ...request, measure, category };
    const compared = unitsIn(count, places.units, places.mergers);
    return rateChartOf({
      kind: wanted.kind,
      language,
      request,
      measure,
      territories,
      comparison: compare(await inSnapshot(database, (tx) => readRatedPlaces(tx, count, compared))),
      populationSources: sourcesOf(compared),
    });
  }
  return chartOf({
    kind: wanted.kind,
    language,
    request,
    measure,
    territories,
    figures: await readFilled(database, selected),
    firsts: wanted.hasFirsts ? await readFirsts(database, selected) : [],
  });
}

/** Each part that has ended, as it was known at the end of its last day. */
async function readFirsts(database: Database, selected: Selected): Promise<Figure[]> {
  const { request } = selected;
  const period = periodOf(request);
  const parts = period === undefined ? [] : calendarParts(period, request.from, request.to);
  const found: Figure[] = [];
  // One after the other: each may read the days of its part.
  for (const { from, to } of parts.filter((part) => part.to < request.today)) {
    found.push(...(await readFilled(database, { ...selected, request: { ...request, from, to, knownOn: to } })));
  }
  return found;
}
