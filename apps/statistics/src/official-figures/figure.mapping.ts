import {
  FigureKind as Kinds,
  Indicator as Indicators,
  Qualifier as Qualifiers,
  type OfficialFigure as FigureMessage,
  type OfficialSeries as SeriesMessage,
  type Provenance as ProvenanceMessage,
  type SumDifference as DifferenceMessage,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import type { StatedFigure as StatedMessage } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { partsOf, toDay } from '../calendar/module.ts';
import { FIGURE_KINDS, QUALIFIERS, type DraftFigure, type OfficialFigure } from './official-figure.ts';
import { INDICATORS, type DraftSeries } from './official-series.ts';
import type { ListedStatement } from './listed-figures.store.ts';
import type { SumDifference } from './sum-difference.ts';

const indicators = enumNames(Indicators, INDICATORS);
const kinds = enumNames(Kinds, FIGURE_KINDS);
const qualifiers = enumNames(Qualifiers, QUALIFIERS);

export const toIndicator = indicators.nameOf;
export const toFigureKind = kinds.nameOf;

/** A figure as it was sent: what could not be read is absent. */
export function toDraft(message: FigureMessage): DraftFigure {
  return {
    series: message.series && toSeries(message.series),
    kind: kinds.nameOf(message.kind),
    value: message.value,
    qualifier: qualifiers.nameOf(message.qualifier),
    periodStart: toDay(message.periodStart),
    periodEnd: toDay(message.periodEnd),
    provenance: message.provenance && toProvenance(message.provenance),
  };
}

function toSeries({ indicator, ...texts }: SeriesMessage): DraftSeries {
  return { ...texts, indicator: indicators.nameOf(indicator) };
}

function toProvenance({ published, replaces, ...texts }: ProvenanceMessage) {
  return { ...texts, published: toDay(published), replaces: replaces && (toDay(replaces) ?? null) };
}

export function toFigureMessage(figure: OfficialFigure): FigureMessage {
  const { series, provenance } = figure;
  return {
    series: { ...series, indicator: indicators.numberOf(series.indicator) },
    kind: kinds.numberOf(figure.kind),
    value: figure.value,
    qualifier: qualifiers.numberOf(figure.qualifier),
    periodStart: partsOf(figure.periodStart),
    periodEnd: partsOf(figure.periodEnd),
    provenance: {
      ...provenance,
      published: partsOf(provenance.published),
      replaces: provenance.replaces === undefined ? undefined : partsOf(provenance.replaces),
    },
  };
}

export function toDifferenceMessage(difference: SumDifference): DifferenceMessage {
  const { seriesId, kind, periodStart, periodEnd, total, sum, missingParts, inexactParts } = difference;
  return {
    series: seriesId,
    kind: kinds.numberOf(kind),
    periodStart: partsOf(periodStart),
    periodEnd: partsOf(periodEnd),
    total,
    sum,
    missingParts: missingParts.map(indicators.numberOf),
    inexactParts: inexactParts.map(indicators.numberOf),
  };
}

export function toStatedMessage(
  { figure, revision, importedAt, counts }: ListedStatement,
  beside: { readonly difference: SumDifference | undefined; readonly others: readonly OfficialFigure[] },
): StatedMessage {
  return {
    figure: toFigureMessage(figure),
    revision,
    importedTime: importedAt,
    counts,
    difference: beside.difference && toDifferenceMessage(beside.difference),
    others: beside.others.map(toFigureMessage),
  };
}
