import type {
  Day as DayMessage,
  OfficialFigure as FigureMessage,
  Provenance as ProvenanceMessage,
} from '@safe-community/contracts/statistics/v1/figure.ts';
import { dayOf, partsOf, type Day } from '../../domain/day.ts';
import type { DraftFigure, OfficialFigure } from '../../domain/official-figure.ts';
import { indicatorNumber, kindNumber, qualifierNumber, toIndicator, toKind, toQualifier } from './enums.ts';

/** A figure as it was sent; what is no such thing is absent. Texts in Unicode form NFC. */
export function toDraft(message: FigureMessage): DraftFigure {
  return {
    indicator: toIndicator(message.indicator),
    kind: toKind(message.kind),
    value: message.value,
    qualifier: toQualifier(message.qualifier),
    periodStart: toDay(message.periodStart),
    periodEnd: toDay(message.periodEnd),
    provenance: message.provenance && toProvenance(message.provenance),
  };
}

/** None when absent or not in the calendar. */
export function toDay(message: DayMessage | undefined): Day | undefined {
  return message && dayOf(message.year, message.month, message.day);
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

function toProvenance({ publisherUk, publisherEn, title, published }: ProvenanceMessage) {
  return {
    publisherUk,
    publisherEn,
    title,
    published: toDay(published),
  };
}
