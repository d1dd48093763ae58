import type { Span } from './spans.ts';

/** A number of people that changes by days, and its sums over days. Whole numbers, so that sums are exact. */
export class Steps {
  /** By day: how the number changes at its beginning. */
  readonly #changes = new Map<number, number>();
  #days: readonly number[] | undefined;
  /** At each change: the sum of all days before it, and the number from it on. */
  #sums: readonly number[] = [];
  #levels: readonly number[] = [];

  add(spans: readonly Span[], people: number): void {
    for (const { first, last } of spans) {
      this.#changes.set(first, (this.#changes.get(first) ?? 0) + people);
      this.#changes.set(last + 1, (this.#changes.get(last + 1) ?? 0) - people);
    }
    this.#days = undefined;
  }

  /** Of the days from one to another, both included. */
  sum(first: number, last: number): number {
    return last < first ? 0 : this.#before(last + 1) - this.#before(first);
  }

  #before(day: number): number {
    const days = this.#days ?? this.#addUp();
    let [low, high] = [0, days.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((days[middle] ?? 0) < day) low = middle + 1;
      else high = middle;
    }
    const at = low - 1;
    return at < 0 ? 0 : (this.#sums[at] ?? 0) + (this.#levels[at] ?? 0) * (day - (days[at] ?? 0));
  }

  #addUp(): readonly number[] {
    const days = [...this.#changes.keys()].toSorted((a, b) => a - b);
    const [sums, levels]: [number[], number[]] = [[], []];
    let [sum, level] = [0, 0];
    for (const [index, day] of days.entries()) {
      sum += level * (day - (days[index - 1] ?? day));
      level += this.#changes.get(day) ?? 0;
      sums.push(sum);
      levels.push(level);
    }
    [this.#days, this.#sums, this.#levels] = [days, sums, levels];
    return days;
  }
}
