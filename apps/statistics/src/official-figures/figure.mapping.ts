import {
  FigureKind as Kinds,
  Indicator as Indicators,
  Qualifier as Qualifiers,
  type OfficialFigure as FigureMessage,
  type Provenance as ProvenanceMessage,
  type SumDifference as DifferenceMessage,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import type { StatedFigure as StatedMessage } from '@safe-community/contracts/statistics/v1/statistics_service.ts';
import { enumNames } from '@safe-community/domain-kit';
import { partsOf, toDay } from '../calendar/module.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS, type DraftFigure, type OfficialFigure } from './official-figure.ts';
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
    indicator: indicators.nameOf(message.indicator),
    kind: kinds.nameOf(message.kind),
    value: message.value,
    qualifier: qualifiers.nameOf(message.qualifier),
    periodStart: toDay(message.periodStart),
    periodEnd: toDay(message.periodEnd),
    provenance: message.provenance && toProvenance(message.provenance),
  };
}

function toProvenance({ published, ...texts }: ProvenanceMessage) {
  return { ...texts, published: toDay(published) };
}

export function toFigureMessage(figure: OfficialFigure): FigureMessage {
  const { provenance } = figure;
  return {
    indicator: indicators.numberOf(figure.indicator),
    kind: kinds.numberOf(figure.kind),
    value: figure.value,
    qualifier: qualifiers.numberOf(figure.qualifier),
    periodStart: partsOf(figure.periodStart),
    periodEnd: partsOf(figure.periodEnd),
    provenance: { ...provenance, published: partsOf(provenance.published) },
  };
}

export function toDifferenceMessage(difference: SumDifference): DifferenceMessage {
  const { kind, periodStart, periodEnd, total, sum, missingParts, inexactParts } = difference;
  return {
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
  difference: SumDifference | undefined,
): StatedMessage {
  return {
    figure: toFigureMessage(figure),
    revision,
    importedTime: importedAt,
    counts,
    difference: difference && toDifferenceMessage(difference),
  };
}
