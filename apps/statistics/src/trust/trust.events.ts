import type { TrustMeasured } from '@safe-community/contracts/officers/events/v1/trust_events.ts';
import { isDay } from '@safe-community/domain-kit';
import { trustMeasured } from '@safe-community/events';
import type { Subscription } from '@safe-community/service-kit';
import { onSum, requireCode, requireTime, UncountableEvent, type Known } from '../counting/module.ts';
import type { TrustWave } from './trust-wave.ts';
import { saveTrust } from './trust.store.ts';

/** The figure that was measured last counts, in whichever order the events come. */
export const TRUST_EVENTS: Subscription = {
  producer: 'officers',
  handlers: [onSum(trustMeasured, (events) => [saveTrust(events.map(toWave))])],
};

function toWave({ message, knownOn }: Known<TrustMeasured>): TrustWave {
  const { wave, oblastCode, surveys, fieldworkEnd, figure, measuredTime } = message;
  if (surveys > 0 && !isDay(fieldworkEnd)) throw new UncountableEvent('fieldwork_end is not a day');
  return {
    wave: requireCode(wave, 'wave'),
    oblastCode,
    day: surveys > 0 ? fieldworkEnd : undefined,
    sampleSize: figure?.sampleSize ?? 0,
    effectiveSampleSize: figure?.effectiveSampleSize ?? 0,
    share: figure?.share,
    measuredAt: requireTime(measuredTime, 'measured_time'),
    knownOn,
  };
}
