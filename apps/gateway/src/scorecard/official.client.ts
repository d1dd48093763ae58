import type { OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import { toQualifier } from '../official/module.ts';
import type { OfficialValue } from './official.ts';

export function toOfficialValue({ series, value, qualifier, periodEnd, provenance }: OfficialFigure): OfficialValue {
  return {
    value,
    qualifier: toQualifier(qualifier),
    periodEnd,
    source: series &&
      provenance && {
        seriesId: series.id,
        publisher: { uk: series.publisherUk, en: series.publisherEn },
        title: provenance.title,
        published: provenance.published,
      },
  };
}
