import { setTimeout as sleep } from 'node:timers/promises';
import type { Found } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';
import { countedFigures } from './counted-figures.ts';
import { factsAfter, type LedgerFacts } from './ledger-facts.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** A moment longer, for what might be counted once more. */
const AFTERTHOUGHT_MS = 500;
const COUNTED_WITHIN_MS = 60_000;

/** Looks at what is there, from outside and everywhere; what was there before it began does not concern it. */
export class Judge {
  readonly #system: System;
  readonly #after: bigint;
  readonly #rowsBefore: ReadonlySet<string>;
  readonly #countedBefore: ReadonlyMap<string, number>;

  private constructor(system: System, after: bigint, rows: readonly string[], counted: ReadonlyMap<string, number>) {
    this.#system = system;
    this.#after = after;
    this.#rowsBefore = new Set(rows);
    this.#countedBefore = counted;
  }

  static async begin(system: System): Promise<Judge> {
    const [{ head }, rows, counted] = await Promise.all([
      ledgerProgress(system),
      rowsOf(system),
      countedFigures(system),
    ]);
    return new Judge(system, head, rows, counted);
  }

  /** What there is when the system has come to rest. `drainedMs`: how long that took. */
  async find(): Promise<{ readonly found: Found; readonly drainedMs: number }> {
    const began = performance.now();
    await this.#untilCounted();
    const drainedMs = performance.now() - began;
    await sleep(AFTERTHOUGHT_MS);
    const [rows, facts, counted] = await Promise.all([rowsOf(this.#system), this.#facts(), this.#counted()]);
    const fresh = rows.filter((id) => !this.#rowsBefore.has(id));
    const { positions, reported: events } = facts;
    return { found: { rows: fresh, events, positions, after: this.#after, counted }, drainedMs };
  }

  /** Gives up after a while: what is not counted by then is a finding. */
  async #untilCounted(): Promise<void> {
    const deadline = performance.now() + COUNTED_WITHIN_MS;
    const { reported } = await this.#facts();
    while (sum(await this.#counted()) < reported.length && performance.now() < deadline) await sleep(100);
  }

  #facts(): Promise<LedgerFacts> {
    return factsAfter(this.#system, this.#after);
  }

  async #counted(): Promise<Map<string, number>> {
    const counted = await countedFigures(this.#system);
    const grown = [...counted].map(([name, count]) => [name, count - (this.#countedBefore.get(name) ?? 0)] as const);
    return new Map(grown.filter(([, count]) => count !== 0));
  }
}

async function rowsOf(system: System): Promise<string[]> {
  const rows = await system.sql<{ incident_id: string }>('incident-intake', 'select incident_id from incident');
  return rows.map((row) => row.incident_id);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}
