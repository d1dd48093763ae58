import {
  FigureKind as Kinds,
  Indicator as Indicators,
  Qualifier as Qualifiers,
  type OfficialFigure as FigureMessage,
  type Provenance as ProvenanceMessage,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import { enumNames } from '@safe-community/domain-kit';
import { partsOf, toDay } from '../calendar/module.ts';
import { FIGURE_KINDS, INDICATORS, QUALIFIERS, type DraftFigure, type OfficialFigure } from './official-figure.ts';

const indicators = enumNames(Indicators, INDICATORS);
const kinds = enumNames(Kinds, FIGURE_KINDS);
const qualifiers = enumNames(Qualifiers, QUALIFIERS);

export const indicatorNumber = indicators.numberOf;

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

function toProvenance({ publisherUk, publisherEn, title, published }: ProvenanceMessage) {
  return { publisherUk, publisherEn, title, published: toDay(published) };
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
