import { trustMeasured, type NewEvent } from '@safe-community/events';
import type { MeasuredTrust } from './measured-trust.ts';
import { toFigureMessage } from './trust.mapping.ts';

/** What `GetTrust` answers: a share that the policy hides is in no event. */
export function measuredEvent({ figure, ...scope }: MeasuredTrust, measuredTime: Date): NewEvent {
  const place = { oblastCode: scope.oblastCode };
  return trustMeasured.create({ ...scope, figure: toFigureMessage(figure), measuredTime }, place);
}
