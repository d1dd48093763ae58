import type { Envelope } from '@safe-community/events';
import type { Sensitivity } from '@safe-community/ledger';
import { isSensitive, toCategory } from '../catalogue/module.ts';
import { changeOf } from './incident-changes.events.ts';

/**
 * The events that only callers with access to sensitive incidents may read, on every path to them: that there was a
 * case of domestic violence in a village at a certain hour reveals enough to the neighbours.
 */
export const sensitiveEvents: Sensitivity = (event) => {
  const category = toCategory(categoryOf(event));
  return { category: category ?? '', isSensitive: category === undefined || isSensitive(category) };
};

/**
 * 0 for an event that this version cannot read and that may be about anything: it is withheld, and the others continue.
 */
function categoryOf(event: Envelope): number {
  try {
    return changeOf(event).category;
  } catch {
    return 0;
  }
}
