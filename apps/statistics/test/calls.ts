import { randomUUID } from 'node:crypto';
import type { ServiceError } from '@grpc/grpc-js';
import { BadRequest } from '@safe-community/contracts/google/rpc/error_details.ts';
import { Status } from '@safe-community/contracts/google/rpc/status.ts';
import {
  QueryFiguresRequest,
  type FigureSelection,
  type QueryFiguresResponse,
} from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import type { CategoryTotal, ReadCountersResponse } from '@safe-community/contracts/statistics/v1/counters.ts';
import type { Scorecard, ScorecardRow } from '@safe-community/contracts/statistics/v1/scorecard.ts';
import {
  GetScorecardRequest,
  ListHromadaLoadRequest,
  ListOfficialFiguresRequest,
  type ListOfficialFiguresResponse,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import type {
  ImportOfficialFiguresRequest,
  ImportOfficialFiguresResponse,
  ListHromadaLoadResponse,
  StatisticsServiceClient,
} from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { callUnary } from '@safe-community/grpc-kit';
import { eventually } from '@safe-community/testkit';
import { expect } from 'vitest';
import { toFigureMessage } from '../src/official-figures/figure.mapping.ts';
import type { OfficialFigure } from '../src/official-figures/official-figure.ts';

const DEADLINE_MS = 30_000;

export async function scorecardOf(
  client: StatisticsServiceClient,
  request: Partial<GetScorecardRequest> = {},
): Promise<Scorecard> {
  const response = await callUnary(
    'GetScorecard',
    client.getScorecard.bind(client),
    GetScorecardRequest.fromPartial(request),
    DEADLINE_MS,
  );
  return response.scorecard ?? expect.fail('a scorecard was expected');
}

export function rowOf({ rows }: Pick<Scorecard, 'rows'>, id: string): ScorecardRow {
  return rows.find((row) => row.id === id) ?? expect.fail(`there is no row ${id}`);
}

/** What is counted of now: officers on beats, their hromadas, patrol officers with a camera, and all patrol officers. */
export function nowIn(card: Scorecard) {
  const [assigned, covered, equipped] = ['officers_on_beats', 'hromadas_on_beats', 'patrol_with_camera'].map((id) =>
    rowOf(card, id),
  );
  return { assigned: assigned?.value, covered: covered?.value, equipped: equipped?.value, strength: equipped?.whole };
}

/** What is counted of incidents in the country and all time. */
export interface CountedTotals {
  readonly totals: readonly CategoryTotal[];
  readonly incidents: bigint;
  readonly killed: bigint;
  readonly defendersKilled: bigint;
}

/** The scorecard, and the totals, once the events of a producer are counted up to this position. */
export function countedUpTo(client: StatisticsServiceClient, producer: string, position: bigint) {
  const look = async (): Promise<{ readonly card: Scorecard } & CountedTotals> => {
    const card = await scorecardOf(client);
    const reached = card.progress.find((progress) => progress.producer === producer)?.position;
    if (reached !== position) throw new Error(`counted up to ${reached}`);
    return { card, ...(await totalsOf(client)) };
  };
  return eventually(look);
}

export async function totalsOf(client: StatisticsServiceClient): Promise<CountedTotals> {
  for await (const { totals } of client.readCounters({}) as AsyncIterable<ReadCountersResponse>) {
    const sum = (countOf: (total: CategoryTotal) => bigint) => totals.reduce((all, each) => all + countOf(each), 0n);
    return {
      // One that was withdrawn leaves a row without incidents.
      totals: totals.filter(({ incidents }) => incidents > 0n),
      incidents: sum(({ incidents }) => incidents),
      killed: sum(({ killed }) => killed),
      defendersKilled: sum(({ defendersKilled }) => defendersKilled),
    };
  }
  return expect.fail('the stream has no first message');
}

export function importFigures(
  client: StatisticsServiceClient,
  request: Partial<ImportOfficialFiguresRequest>,
): Promise<ImportOfficialFiguresResponse> {
  const whole = { requestId: randomUUID(), figures: [], ...request };
  return callUnary('ImportOfficialFigures', client.importOfficialFigures.bind(client), whole, DEADLINE_MS);
}

export function listFigures(
  client: StatisticsServiceClient,
  request: Partial<ListOfficialFiguresRequest>,
): Promise<ListOfficialFiguresResponse> {
  const whole = ListOfficialFiguresRequest.fromPartial(request);
  return callUnary('ListOfficialFigures', client.listOfficialFigures.bind(client), whole, DEADLINE_MS);
}

export function listHromadaLoad(
  client: StatisticsServiceClient,
  request: Partial<ListHromadaLoadRequest>,
): Promise<ListHromadaLoadResponse> {
  const whole = ListHromadaLoadRequest.fromPartial(request);
  return callUnary('ListHromadaLoad', client.listHromadaLoad.bind(client), whole, DEADLINE_MS);
}

/** Incidents of November 2021, unless the selection says otherwise. */
export function queryFigures(
  client: StatisticsServiceClient,
  selection: Partial<FigureSelection>,
  more: Partial<QueryFiguresRequest> = {},
): Promise<QueryFiguresResponse> {
  const whole = QueryFiguresRequest.fromPartial({
    selection: {
      measures: ['incidents'],
      firstDay: { year: 2021, month: 11, day: 1 },
      lastDay: { year: 2021, month: 11, day: 30 },
      ...selection,
    },
    ...more,
  });
  return callUnary('QueryFigures', client.queryFigures.bind(client), whole, DEADLINE_MS);
}

export function messages(figures: readonly OfficialFigure[]) {
  return figures.map(toFigureMessage);
}

/** The error of a call that must fail. */
export async function refusalOf(call: Promise<unknown>): Promise<ServiceError> {
  try {
    await call;
  } catch (error) {
    return error as ServiceError;
  }
  return expect.fail('the call was not refused');
}

export function violationsOf(error: ServiceError): { field: string; description: string }[] {
  const [bytes] = error.metadata.get('grpc-status-details-bin');
  return Status.decode(bytes as Buffer)
    .details.filter(({ typeUrl }) => typeUrl.endsWith('BadRequest'))
    .flatMap(({ value }) => BadRequest.decode(value).fieldViolations)
    .map(({ field, description }) => ({ field, description }));
}
