import { context, propagation } from '@opentelemetry/api';

/** The entry of the W3C baggage that marks load traffic; statistics leaves such events out. */
export const SYNTHETIC = 'synthetic';

/** Whether the work under way was started by load traffic. */
export function isSynthetic(): boolean {
  return propagation.getActiveBaggage()?.getEntry(SYNTHETIC)?.value === 'true';
}

/**
 * Runs `fn` as load traffic: all calls and events that it makes carry the mark on. Needs
 * `startTelemetry` to have been called.
 */
export function runAsSynthetic<T>(fn: () => T): T {
  const baggage = propagation.getActiveBaggage() ?? propagation.createBaggage();
  const marked = baggage.setEntry(SYNTHETIC, { value: 'true' });
  return context.with(propagation.setBaggage(context.active(), marked), fn);
}
