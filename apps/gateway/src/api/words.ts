import type { Installation } from '@safe-community/domain-kit';
import type { CoverageView } from '../measures/module.ts';
import type { CalendarDay } from '../site/module.ts';

/** Texts that come with answers, in both languages. */
export const PUBLISHER = { uk: 'Програма «Безпечна громада»', en: 'Safe Community programme' };

export const COMPARISON = {
  uk: 'Кількість на 100 000 мешканців за період. Упорядковано за показником, наближеним до спільного тим більше, що менша область (емпіричний баєсів метод); межі – точні пуассонівські, розширені на різницю понад випадковість.',
  en: 'Counts per 100,000 people in the period. Ranked by rates that are drawn towards the mean, the more, the smaller the oblast (empirical Bayes); limits are exact Poisson, widened by what differs beyond chance.',
};

interface Provenance {
  readonly installation: Installation;
  readonly publisher: { readonly en: string };
  readonly counted_from: readonly string[];
  readonly population: { readonly publisher: string; readonly date: string } | null;
}

/** Comments of a table, which says where its figures come from as JSON does. */
export function provenanceLines({ installation, publisher, counted_from: sources, population }: Provenance): string[] {
  return [
    ...(installation === 'demonstration' ? ['demonstration: people, cameras, and incidents are invented'] : []),
    `publisher: ${publisher.en}`,
    `counted from: ${sources.join(', ')}`,
    ...(population === null ? [] : [`population: ${population.publisher}, ${population.date}`]),
  ];
}

/** The comment of a table that is not the last page. */
export function nextPage(token: string | null): string[] {
  return token === null ? [] : [`next_page_token: ${token}`];
}

/** "2026-11-28" */
export function written({ year, month, day }: CalendarDay): string {
  return [String(year).padStart(4, '0'), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-');
}

/** How complete a figure of incidents is; null of others. */
export function writtenCoverage(coverage: CoverageView | undefined) {
  return coverage === undefined ? null : { completeness: coverage.completeness, covered_percent: coverage.percent };
}
