import { IncidentCategory, ReportChannel, ResponderKind } from '@safe-community/contracts/incidents/v1/incident.ts';
import { QueryFiguresRequest, type CountedFigure } from '@safe-community/contracts/statistics/v1/counted_figure.ts';
import { StatisticsServiceService as Statistics } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { remembered, type Backend } from '../backend/module.ts';
import { dimensionNumber, levelNumber, toCoverageView } from '../measures/module.ts';
import type { FigureChoice } from './figure-choice.ts';
import { written, writtenCoverage } from './words.ts';

/** A page of figures takes up to some hundred kilobytes, and who copies all of them never asks for one twice. */
const MEMORY = { freshMs: 30_000, staleMs: 600_000, most: 200, mostBytes: 16_000_000 };

interface Asked extends FigureChoice {
  readonly pageSize: number;
  readonly pageToken: string;
}

interface ShownFigure {
  readonly territory: string | null;
  readonly period: { readonly first_day: string; readonly last_day: string } | null;
  readonly category: string | null;
  readonly channel: string | null;
  readonly responder: string | null;
  readonly value: number;
  /** Of measures that do not add up: what the value is computed from. */
  readonly cases: number | null;
  /** Of measures from surveys. */
  readonly sample: {
    readonly size: number;
    readonly effective_size: number;
    readonly low: number;
    readonly high: number;
  } | null;
  /** Of incidents: an incomplete value is a lower bound. */
  readonly coverage: ReturnType<typeof writtenCoverage>;
}

interface FigurePage {
  readonly figures: readonly ShownFigure[];
  readonly next: string | null;
}

export type ReadFigures = (asked: Asked) => Promise<FigurePage>;

/** Figures as programs may see them. */
export function figuresReader({ statistics }: Pick<Backend, 'statistics'>): ReadFigures {
  const read = remembered(async (key) => {
    const asked = JSON.parse(key) as Asked;
    const { measure, level, oblast, period, groupBy, pageSize, pageToken } = asked;
    const isOne = level === 'oblast' && oblast !== undefined;
    const request = QueryFiguresRequest.fromPartial({
      selection: {
        measures: [measure.name],
        firstDay: period.from,
        lastDay: period.to,
        ...(isOne ? { territoryCodes: [oblast] } : level === 'country' ? {} : { level: levelNumber(level) }),
        withinCode: level === 'hromada' ? (oblast ?? '') : '',
        groupBy: groupBy.map(dimensionNumber),
      },
      pageSize,
      pageToken,
    });
    const { figures, nextPageToken } = await statistics(Statistics.queryFigures, request);
    return { figures: figures.map((figure) => toShown(figure, asked)), next: nextPageToken || null };
  }, MEMORY);
  return (asked) => read(JSON.stringify(asked));
}

function toShown(figure: CountedFigure, { groupBy }: Asked): ShownFigure {
  const { territoryCode, firstDay, lastDay, value, base = null, sample } = figure;
  const word = (dimension: 'category' | 'channel' | 'responder', names: object, member: number) =>
    groupBy.includes(dimension) ? wordOf(names, member) : null;
  return {
    territory: territoryCode || null,
    period: firstDay && lastDay ? { first_day: written(firstDay), last_day: written(lastDay) } : null,
    category: word('category', IncidentCategory, figure.category),
    channel: word('channel', ReportChannel, figure.channel),
    responder: word('responder', ResponderKind, figure.responder),
    value,
    cases: base,
    sample: sample
      ? { size: sample.size, effective_size: sample.effectiveSize, low: sample.low, high: sample.high }
      : null,
    coverage: writtenCoverage(toCoverageView(figure.coverage)),
  };
}

/** "road_crash"; "unspecified" if it is not known. */
function wordOf(names: object, member: number): string {
  return (
    Object.entries(names)
      .find(([, number]) => number === member)?.[0]
      .toLowerCase() ?? 'other'
  );
}
