import { leftOutOfCategory, leftOutOfTotal } from '../figures/left-out.ts';
import { findMeasure } from '../figures/measures.ts';
import { RELEASED_TEXTS } from '../figures/sensitive-measures.ts';
import type { Promised } from './promised.ts';

type Texts = Readonly<Record<'uk' | 'en', string>>;

const NOTHING: Texts = { uk: '', en: '' };

/** What the number of a promise leaves out so that nobody is recognised; empty if nothing. */
export function leftOutOf({ counted }: Pick<Promised, 'counted'>): Texts {
  if (counted === undefined || 'now' in counted) return NOTHING;
  if ('released' in counted) return RELEASED_TEXTS;
  const measure = findMeasure(counted.measures[0] ?? '');
  // How many are behind a median is no median.
  if (measure === undefined || counted.take === 'cases') return NOTHING;
  const isOfOne = counted.of?.category !== undefined;
  return (counted.take === 'median' || isOfOne ? leftOutOfCategory(measure) : leftOutOfTotal(measure)) ?? NOTHING;
}
