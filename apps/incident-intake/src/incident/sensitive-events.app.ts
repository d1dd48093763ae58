import type { Envelope } from '@safe-community/events';
import type { Sensitivity } from '@safe-community/ledger';
import { isSensitive } from '../catalogue/category.ts';
import { toCategory } from './contract-enums.mapping.ts';
import { changeOf } from '../search/incident-changes.events.ts';

/**
 * Facts of sensitive incidents are for those who may read such incidents, by whichever door: that there was a case of
 * domestic violence in a village at a certain hour tells the neighbours enough.
 */
export const sensitiveEvents: Sensitivity = (event) => {
  const category = toCategory(categoryOf(event));
  return { category: category ?? '', isSensitive: category === undefined || isSensitive(category) };
};

/** 0 for what this version cannot read, which may be about anything: it is kept back, and the others flow on. */
function categoryOf(event: Envelope): number {
  try {
    return changeOf(event).category;
  } catch {
    return 0;
  }
}
