import {
  FigureKind as Kinds,
  Indicator as Indicators,
  Qualifier as Qualifiers,
  type OfficialFigure as FigureMessage,
  type Provenance as ProvenanceMessage,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import { partsOf, toDay } from '../calendar/module.ts';
import {
  FIGURE_KINDS,
  INDICATORS,
  QUALIFIERS,
  type DraftFigure,
  type FigureKind,
  type Indicator,
  type OfficialFigure,
  type Qualifier,
} from './official-figure.ts';

// Without 0 and the numbers of later versions.
const INDICATOR_OF = new Map<number, Indicator>(INDICATORS.map((name) => [indicatorNumber(name), name]));
const KIND_OF = new Map<number, FigureKind>(FIGURE_KINDS.map((name) => [kindNumber(name), name]));
const QUALIFIER_OF = new Map<number, Qualifier>(QUALIFIERS.map((name) => [qualifierNumber(name), name]));

/** A figure as it was sent: what could not be read is absent. */
export function toDraft(message: FigureMessage): DraftFigure {
  return {
    indicator: INDICATOR_OF.get(message.indicator),
    kind: KIND_OF.get(message.kind),
    value: message.value,
    qualifier: QUALIFIER_OF.get(message.qualifier),
    periodStart: toDay(message.periodStart),
    periodEnd: toDay(message.periodEnd),
    provenance: message.provenance && toProvenance(message.provenance),
  };
}

function toProvenance({ publisherUk, publisherEn, title, published }: ProvenanceMessage) {
  return { publisherUk, publisherEn, title, published: toDay(published) };
}

export function toFigureMessage(figure: OfficialFigure): FigureMessage {
  const { provenance } = figure;
  return {
    indicator: indicatorNumber(figure.indicator),
    kind: kindNumber(figure.kind),
    value: figure.value,
    qualifier: qualifierNumber(figure.qualifier),
    periodStart: partsOf(figure.periodStart),
    periodEnd: partsOf(figure.periodEnd),
    provenance: { ...provenance, published: partsOf(provenance.published) },
  };
}

export function indicatorNumber(indicator: Indicator) {
  return Indicators[indicator.toUpperCase() as Uppercase<Indicator>];
}

function kindNumber(kind: FigureKind) {
  return Kinds[kind.toUpperCase() as Uppercase<FigureKind>];
}

function qualifierNumber(qualifier: Qualifier) {
  return Qualifiers[qualifier.toUpperCase() as Uppercase<Qualifier>];
}
