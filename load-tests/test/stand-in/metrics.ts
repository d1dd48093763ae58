import { addSample } from './samples.ts';

/** Replaces k6/metrics: keeps the added samples. */
class Metric {
  readonly #name: string;

  constructor(name: string) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) throw new Error(`k6 takes no metric named "${name}"`);
    this.#name = name;
  }

  add(value: number | boolean, tags?: object): void {
    addSample(this.#name, Number(value), tags);
  }
}

export class Counter extends Metric {}
export class Rate extends Metric {}
