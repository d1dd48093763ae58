import {
  ListOfficialFiguresRequest,
  StatisticsServiceService,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { kyivDay, unless } from '@safe-community/domain-kit';
import {
  pageOf,
  nextPageToken,
  readListPage,
  compoundPlace,
  toDay as toCalendarDay,
  toNumber,
} from '@safe-community/grpc-kit';
import { query } from '@safe-community/service-kit';
import { readKnownOn, toDay } from '../calendar/module.ts';
import { toFigureKind, toIndicator, toStatedMessage } from './figure.mapping.ts';
import { listStatements, readCounting, placeOf, type ListedStatement, type Place } from './listed-figures.store.ts';
import { othersOf, periodKey } from './official-figure.ts';
import { isSeriesId } from './official-series.ts';
import { differencesOf, type SumDifference } from './sum-difference.ts';

const MAX_INDICATORS = 20;

const toWord = (text: string): string | undefined => (/^[a-z_]{1,50}$/.test(text) ? text : undefined);

const toSeriesId = (text: string): string | undefined => (isSeriesId(text) ? text : undefined);

const PLACE = compoundPlace<Place>({
  seriesId: toSeriesId,
  kind: toWord,
  periodStart: toCalendarDay,
  periodEnd: toCalendarDay,
  published: toCalendarDay,
  revision: toNumber,
});

/** A page of the statements as known at the end of a day. */
export const listOfficialFigures = query(StatisticsServiceService.listOfficialFigures, {
  parse({ request, fields, clock }) {
    const today = kyivDay(clock.now());
    const days = { from: toDay(request.from), to: toDay(request.to) };
    const { knownOn = today, violations: ofKnowledge } = readKnownOn(request.asKnownOn, today);
    const indicators = request.indicators.flatMap((indicator) => toIndicator(indicator) ?? []);
    const kind = toFigureKind(request.kind);
    const areKnown = indicators.length === request.indicators.length && indicators.length <= MAX_INDICATORS;
    fields.check([
      ...unless(areKnown, 'indicators', `must be at most ${MAX_INDICATORS} of the known indicators`),
      ...unless(request.series === '' || isSeriesId(request.series), 'series', 'must be the id of a series, or empty'),
      ...unless(request.kind === 0 || kind !== undefined, 'kind', 'must be OBSERVED or TARGET, or not given'),
      ...unless(request.from === undefined || days.from !== undefined, 'from', A_DAY),
      ...unless(request.to === undefined || days.to !== undefined, 'to', A_DAY),
      ...unless((days.from ?? '') <= (days.to ?? '9999'), 'to', 'must not be before from'),
      ...ofKnowledge,
    ]);
    const list = readListPage(request, fields, ListOfficialFiguresRequest, PLACE.read);
    const wanted = {
      indicators: indicators.length === 0 ? null : indicators,
      seriesId: request.series || null,
      kind: kind ?? null,
      from: days.from ?? null,
      to: days.to ?? null,
      asKnownOn: knownOn,
      includeRevisions: request.includeRevisions,
    };
    return { wanted, list };
  },
  async read({
    query: {
      wanted,
      list: { place, size },
    },
    database,
  }) {
    const found = pageOf(await listStatements(database, wanted, place, size + 1), size);
    const shown = found.page.filter(({ counts }) => counts).map(({ figure }) => figure);
    const counting = shown.length === 0 ? [] : await readCounting(database, wanted.asKnownOn, shown);
    return { ...found, counting, differences: differencesOf(counting, new Set(counting.map(periodKey))) };
  },
  reply: ({ found: { page, last, counting, differences }, query: { list } }) => ({
    figures: page.map((each) =>
      each.counts
        ? toStatedMessage(each, {
            difference: differences.find((found) => isOf(found, each)),
            others: othersOf(each.figure, counting),
          })
        : toStatedMessage(each, { difference: undefined, others: [] }),
    ),
    nextPageToken: nextPageToken(list, last && PLACE.write(placeOf(last))),
  }),
});

const A_DAY = 'must be a day of the calendar from 2000 to 2100, or not given';

function isOf(difference: SumDifference, { figure }: ListedStatement): boolean {
  return difference.seriesId === figure.series.id && periodKey(difference) === periodKey(figure);
}
