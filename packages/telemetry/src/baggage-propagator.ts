import {
  type Context,
  propagation,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';
import { W3CBaggagePropagator } from '@opentelemetry/core';
import { SYNTHETIC } from './baggage.ts';

/**
 * Propagates only the entry `synthetic` of the W3C baggage. Baggage travels from a caller through every service into
 * the headers of events, so entries of other systems, which may contain personal data, are dropped at the boundary.
 */
export class BaggagePropagator implements TextMapPropagator {
  readonly #inner = new W3CBaggagePropagator();

  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    this.#inner.inject(onlySynthetic(context), carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    return onlySynthetic(this.#inner.extract(context, carrier, getter));
  }

  fields(): string[] {
    return this.#inner.fields();
  }
}

function onlySynthetic(context: Context): Context {
  const baggage = propagation.getBaggage(context);
  if (!baggage) return context;
  const value = baggage.getEntry(SYNTHETIC)?.value;
  if (value !== 'true') return propagation.deleteBaggage(context);
  const kept = propagation.createBaggage({ [SYNTHETIC]: { value } });
  return propagation.setBaggage(context, kept);
}
