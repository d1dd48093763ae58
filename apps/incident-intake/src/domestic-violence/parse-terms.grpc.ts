import type { Violation } from '@safe-community/domain-kit';
import { toMeasure } from './violence-enums.app.ts';
import type { OrderTerms } from './protection-order.ts';
import { requiredTime } from './required-time.grpc.ts';
import { parseKnown } from './parse-known.grpc.ts';

/** What a request says of an order; absent terms come with violations that say why. */
export function parseTerms(request: {
  readonly measures: readonly number[];
  readonly validFrom: Date | undefined;
  readonly validTo: Date | undefined;
}): { terms: OrderTerms | undefined; violations: readonly Violation[] } {
  const { validFrom, validTo } = request;
  const { known: measures, violations } = parseKnown(request.measures, toMeasure, 'measures');
  const all = [...violations, ...requiredTime(validFrom, 'valid_from'), ...requiredTime(validTo, 'valid_to')];
  if (validFrom === undefined || validTo === undefined) return { terms: undefined, violations: all };
  return { terms: { measures, validFrom, validTo }, violations: all };
}
