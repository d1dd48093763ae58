import { context, propagation } from '@opentelemetry/api';

/** The W3C baggage entry that marks synthetic traffic. Statistics ignores such events. */
export const SYNTHETIC = 'synthetic';

/** Whether the current work was started by synthetic traffic. */
export function isSynthetic(): boolean {
  return propagation.getActiveBaggage()?.getEntry(SYNTHETIC)?.value === 'true';
}

/**
 * Runs `fn` as synthetic traffic: all calls and events that it causes carry the mark. Call `startTelemetry` first.
 */
export function runAsSynthetic<T>(fn: () => T): T {
  const baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  const marked = baggage.setEntry(SYNTHETIC, { value: 'true' });
  return context.with(propagation.setBaggage(context.active(), marked), fn);
}
