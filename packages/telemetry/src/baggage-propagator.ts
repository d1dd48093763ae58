import {
  type Context,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { W3CBaggagePropagator } from '@opentelemetry/core';
import { TEST_MARK } from './baggage.ts';

/**
 * Propagates only the entry `sc-test` of the W3C baggage. Baggage travels from a caller through every service into
 * the headers of events, so entries of other systems, which may contain personal data, are dropped at the boundary.
 */
export class BaggagePropagator implements TextMapPropagator {
  readonly #inner = new W3CBaggagePropagator();

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    this.#inner.inject(onlyTestMark(context), carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    return onlyTestMark(this.#inner.extract(context, carrier, getter));
  }

  fields(): string[] {
    return this.#inner.fields();
  }
}

function onlyTestMark(context: Context): Context {
  const baggage = propagation.getBaggage(context);
  if (!baggage) return context;
  const value = baggage.getEntry(TEST_MARK)?.value;
  if (value !== 'true') return propagation.deleteBaggage(context);
  const kept = propagation.createBaggage({ [TEST_MARK]: { value } });
  return propagation.setBaggage(context, kept);
}
