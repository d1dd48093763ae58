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
import { periodKey, type OfficialFigure } from './official-figure.ts';
import { differenceOf, type SumDifference } from './sum-difference.ts';

const MAX_INDICATORS = 20;

const toWord = (text: string): string | undefined => (/^[a-z_]{1,50}$/.test(text) ? text : undefined);

const PLACE = compoundPlace<Place>({
  indicator: toWord,
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
      ...unless(request.kind === 0 || kind !== undefined, 'kind', 'must be OBSERVED or TARGET, or not given'),
      ...unless(request.from === undefined || days.from !== undefined, 'from', A_DAY),
      ...unless(request.to === undefined || days.to !== undefined, 'to', A_DAY),
      ...unless((days.from ?? '') <= (days.to ?? '9999'), 'to', 'must not be before from'),
      ...ofKnowledge,
    ]);
    const list = readListPage(request, fields, ListOfficialFiguresRequest, PLACE.read);
    const wanted = {
      indicators: indicators.length === 0 ? null : indicators,
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
    const totals = found.page.filter(isCountingTotal).map(({ figure }) => figure);
    const counting = totals.length === 0 ? [] : await readCounting(database, wanted.asKnownOn, totals);
    return { ...found, differences: differencesOf(counting) };
  },
  reply: ({ found: { page, last, differences }, query: { list } }) => ({
    figures: page.map((each) =>
      toStatedMessage(each, isCountingTotal(each) ? differences.get(periodKey(each.figure)) : undefined),
    ),
    nextPageToken: nextPageToken(list, last && PLACE.write(placeOf(last))),
  }),
});

const A_DAY = 'must be a day of the calendar from 2000 to 2100, or not given';

function isCountingTotal({ figure, counts }: ListedStatement): boolean {
  return counts && figure.indicator === 'deaths_total';
}

function differencesOf(counting: readonly OfficialFigure[]): Map<string, SumDifference> {
  const found = [...Map.groupBy(counting, periodKey)].flatMap(([period, figures]) => {
    const difference = differenceOf(figures);
    return difference === undefined ? [] : [[period, difference] as const];
  });
  return new Map(found);
}
