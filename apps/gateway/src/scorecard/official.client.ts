import { Qualifier, type OfficialFigure } from '@safe-community/contracts/statistics/v1/figure.ts';
import type { OfficialValue } from './official.ts';

export function toOfficialValue({ value, qualifier, periodEnd, provenance }: OfficialFigure): OfficialValue {
  return {
    value,
    qualifier: qualifier === Qualifier.MORE_THAN ? 'more' : qualifier === Qualifier.ABOUT ? 'about' : 'exact',
    periodEnd,
    source: provenance && {
      publisher: { uk: provenance.publisherUk, en: provenance.publisherEn },
      title: provenance.title,
      published: provenance.published,
    },
  };
}
