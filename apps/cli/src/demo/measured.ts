import { GuaranteeMetric } from '@safe-community/contracts/officers/v1/accountability.ts';
import { GetGuaranteeRequest } from '@safe-community/contracts/officers/v1/accountability_service.ts';
import { GetTrustRequest } from '@safe-community/contracts/officers/v1/trust_service.ts';
import { FigureSelection, QueryFiguresRequest } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { addDays, kyivDay, type Day } from '@safe-community/domain-kit';
import type { Connection } from '../connection/connect-services.ts';
import { lastSurveyDay, waveOf } from './programme.ts';
import { retryTransient } from './retry-transient.ts';

/** Both compute the same ratio of whole numbers. */
const TOLERANCE = 1e-6;

/**
 * The measures of which statistics does not show yet what the registry says of the demonstration. The registry publishes
 * them some time after the surveys and answers that they follow from, so that no position in its ledger says whether it has.
 */
export async function unshownMeasures(connection: Connection, anchorDay: Date): Promise<string[]> {
  const period = { first: addDays(kyivDay(anchorDay), -31), last: kyivDay(anchorDay) };
  const expected = [
    { measure: 'trust', value: await trustIn(connection, anchorDay) },
    { measure: 'questions_answered_in_time', value: await answeredIn(connection, period) },
  ];
  const shown = await shownIn(
    connection,
    period,
    expected.map(({ measure }) => measure),
  );
  return expected
    .filter(({ measure, value }) => value !== undefined && !isClose(shown.get(measure), value))
    .map(({ measure }) => measure);
}

function isClose(shown: number | undefined, value: number): boolean {
  return shown !== undefined && Math.abs(shown - value) < TOLERANCE;
}

/** Per cent, undefined while the policy hides it. */
async function trustIn({ trust }: Connection, anchorDay: Date): Promise<number | undefined> {
  const request = GetTrustRequest.fromPartial({ wave: waveOf(lastSurveyDay(anchorDay)) });
  const { pooled } = await retryTransient(() => trust.getTrust(request));
  return pooled?.share && pooled.share.value * 100;
}

interface Period {
  readonly first: Day;
  readonly last: Day;
}

/** Per cent, undefined without a question. */
async function answeredIn({ accountability }: Connection, { first, last }: Period): Promise<number | undefined> {
  const request = GetGuaranteeRequest.fromPartial({ firstDay: first, lastDay: last });
  const { shares } = await retryTransient(() => accountability.getGuarantee(request));
  const { kept = 0, broken = 0 } = shares.find(({ metric }) => metric === GuaranteeMetric.ANSWERED_IN_TIME) ?? {};
  return kept + broken === 0 ? undefined : (100 * kept) / (kept + broken);
}

async function shownIn(
  { statistics }: Connection,
  { first, last }: Period,
  measures: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const selection = FigureSelection.fromPartial({
    measures: [...measures],
    firstDay: dayOf(first),
    lastDay: dayOf(last),
  });
  const { figures } = await retryTransient(() =>
    statistics.queryFigures(QueryFiguresRequest.fromPartial({ selection })),
  );
  return new Map(figures.map(({ measure, value }) => [measure, value]));
}

function dayOf(day: Day) {
  const [year, month, date] = day.split('-').map(Number);
  return { year: year ?? 0, month: month ?? 0, day: date ?? 0 };
}
