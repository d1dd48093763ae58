import { provide, type Module } from '@safe-community/service-kit';
import { MERGE_COMMANDS, type MergeShared } from './merges.commands.ts';
import { suggestDuplicates, type SuggestionShared } from './suggestions.queries.ts';

export { decryptMergedReport, MERGED_INTO_MANY, type MergedReport, type MergedRow } from './merged-reports.store.ts';

/** Suggests incidents that are likely the same; people decide what is merged, and may undo it. */
export const duplicates: Module<MergeShared & SuggestionShared> = {
  name: 'duplicates',
  start: (shared) => ({ rpcs: provide(shared, [...MERGE_COMMANDS, suggestDuplicates]) }),
};
