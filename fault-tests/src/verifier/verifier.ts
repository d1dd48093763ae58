import { setTimeout as sleep } from 'node:timers/promises';
import type { Found } from '@safe-community/testkit/history';
import type { System } from '../system/system.ts';
import { countedFigures } from './counted-figures.ts';
import { actualRouting } from './actual-routing.ts';
import { intakeRows, type IntakeRow } from './intake-rows.ts';
import { ledgerEventsAfter, type LedgerEvents } from './ledger-events.ts';
import { ledgerProgress } from './ledger-progress.ts';

/** Extra time to detect double counting. */
const AFTERTHOUGHT_MS = 500;
const AT_REST_WITHIN_MS = 60_000;

/** The state when a run began. */
interface Before {
  readonly head: bigint;
  readonly ids: ReadonlySet<string>;
  readonly counted: ReadonlyMap<string, number>;
}

/** Compares the state of the whole system with the calls of one run; ignores earlier data. */
export class Verifier {
  readonly #system: System;
  readonly #before: Before;

  private constructor(system: System, before: Before) {
    this.#system = system;
    this.#before = before;
  }

  static async begin(system: System): Promise<Verifier> {
    system.beats.begin();
    const [{ head }, rows, counted] = await Promise.all([
      ledgerProgress(system),
      intakeRows(system),
      countedFigures(system),
    ]);
    return new Verifier(system, { head, ids: new Set(rows.map(({ id }) => id)), counted });
  }

  /** The state when the system is at rest. `drainedMs`: how long that took. */
  async find(): Promise<{ readonly found: Found; readonly drainedMs: number }> {
    const began = performance.now();
    await Promise.all([this.#untilCounted(), this.#untilRouted()]);
    const drainedMs = performance.now() - began;
    await sleep(AFTERTHOUGHT_MS);
    const { head: after, ids } = this.#before;
    const [rows, facts, counted] = await Promise.all([this.#rows(), this.#facts(), this.#counted()]);
    const routing = await actualRouting(this.#system, { rows, facts: facts.routed, isOld: (id) => ids.has(id) });
    const { positions, reported: events } = facts;
    return { found: { rows: rows.map(({ id }) => id), events, positions, after, routing, counted }, drainedMs };
  }

  /** Stops waiting after a while: reports not counted by then are findings. */
  async #untilCounted(): Promise<void> {
    const { reported } = await this.#facts();
    await atRest(async () => sum(await this.#counted()) >= reported.length);
  }

  /** Also stops waiting after a while. */
  async #untilRouted(): Promise<void> {
    const isRouted = ({ hromadaCode, officer }: IntakeRow): boolean =>
      officer === this.#system.beats.answered(hromadaCode).at(-1);
    // Also for places without reports: otherwise the next run would begin with the previous officers.
    await atRest(async () => (await this.#system.areBeatsKnown()) && (await this.#rows()).every(isRouted));
  }

  async #rows(): Promise<IntakeRow[]> {
    return (await intakeRows(this.#system)).filter(({ id }) => !this.#before.ids.has(id));
  }

  #facts(): Promise<LedgerEvents> {
    return ledgerEventsAfter(this.#system, this.#before.head);
  }

  async #counted(): Promise<Map<string, number>> {
    const counted = await countedFigures(this.#system);
    const grown = [...counted].map(([name, count]) => [name, count - (this.#before.counted.get(name) ?? 0)] as const);
    return new Map(grown.filter(([, count]) => count !== 0));
  }
}

async function atRest(isAtRest: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + AT_REST_WITHIN_MS;
  while (!(await isAtRest()) && performance.now() < deadline) await sleep(100);
}

function sum(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((all, one) => all + one, 0);
}
