import { toCategory } from '../grpc/enums.ts';
import type { Category } from '../../domain/category.ts';
import { UncountableEvent } from '../../domain/uncountable-event.ts';

/** The category of an event. One of a later version waits among the dead letters until this one knows it. */
export function categoryOf({ category }: { readonly category: number }): Category {
  const known = toCategory(category);
  if (known === undefined) throw new UncountableEvent('category is unknown');
  return known;
}

/** A time that an event must have. */
export function timeOf(time: Date | undefined, field: string): Date {
  if (time === undefined || Number.isNaN(time.getTime())) throw new UncountableEvent(`${field} is no time`);
  return time;
}

/** A code that an event must have. */
export function codeOf(code: string, field: string): string {
  if (code === '') throw new UncountableEvent(`${field} is empty`);
  return code;
}
