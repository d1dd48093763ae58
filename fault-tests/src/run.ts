import { check, type Finding, type Operation } from '@safe-community/testkit/history';
import { requireAudited } from './verifier/audited.ts';
import { Verifier } from './verifier/verifier.ts';
import { untilPublished } from './verifier/until-published.ts';
import { Callers } from './load/callers.ts';
import { LONG_SECONDS } from './long-form.ts';
import type { Random } from './random.ts';
import type { System } from './system/system.ts';

/** Every fifth beat, if there is enough time (15 s) for intake to find reports that it routed too late. */
const CHANGED_BEATS = 4;

export interface RunOptions {
  readonly system: System;
  readonly random: Random;
  /** Duration of a fault, and of the load where the fault has no duration of its own. */
  readonly seconds: number;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly present: number;
  /** Time until the system had counted everything, after all callers were answered. */
  readonly drainedMs: number;
}

/** One run of one row: its load, notes, and verdict. */
export class Run {
  readonly system: System;
  readonly random: Random;
  readonly seconds: number;
  #verifier: Verifier;
  readonly #notes: string[] = [];
  readonly #conceded = new Set<string>();
  #callers: Callers | undefined;
  #changedBeats = 0;

  private constructor({ system, random, seconds }: RunOptions, verifier: Verifier) {
    this.system = system;
    this.random = random;
    this.seconds = seconds;
    this.#verifier = verifier;
  }

  static async begin(options: RunOptions): Promise<Run> {
    return new Run(options, await Verifier.begin(options.system));
  }

  /** Sets another address than intake's or a shorter deadline for the callers. Call it before their first call. */
  callAt(address: string, deadlineMs?: number): void {
    if (this.#callers !== undefined) throw new Error('the callers have already started');
    const { credentials } = this.system;
    const options = { address, credentials, random: this.random };
    this.#callers = new Callers(deadlineMs === undefined ? options : { ...options, deadlineMs });
  }

  get callers(): Callers {
    if (this.#callers === undefined) this.callAt(this.system.intake.address);
    if (this.#callers === undefined) throw new Error('the callers have not started');
    return this.#callers;
  }

  /** Records what was broken or observed. */
  note(what: string): void {
    this.#notes.push(what);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Declares acknowledged reports lost, by incident id: the fault removes them. */
  concede(lost: readonly string[]): void {
    for (const id of lost) this.#conceded.add(id);
    this.note(`${lost.length} acknowledged reports are lost with the database, all of them listed`);
  }

  /** For faults that no caller may notice. */
  requireAllAnswered(): void {
    const attempts = this.callers.attempts();
    const failed = attempts.filter(({ outcome }) => outcome !== 'acknowledged');
    if (failed.length === 0) return;
    const reasons = [...new Set(failed.map(({ reason }) => reason))].join(', ');
    throw new Error(`${failed.length} of ${attempts.length} calls failed: ${reasons}`);
  }

  /**
   * Checks that each acknowledged report is in the audit exactly once, that nothing else is, and that the chain is
   * intact.
   */
  async requireAudited(): Promise<void> {
    const result = this.callers.attempts().flatMap(({ answer }) => (answer === undefined ? [] : [answer.id]));
    const entries = await requireAudited(this.system, [...new Set(result)]);
    this.note(`the audit has one entry per report, and its chain of ${entries} entries is intact`);
  }

  /** Changes the responsible officers of some places. */
  async changeBeats(): Promise<void> {
    const howMany = this.seconds < LONG_SECONDS ? 1 : CHANGED_BEATS;
    await this.system.beats.change(this.random, howMany);
    this.#changedBeats += howMany;
  }

  /** Waits until all events so far are published, and notes how long that took. */
  async untilPublished(withinMs: number): Promise<void> {
    const tookMs = await untilPublished(this.system, withinMs);
    this.note(`all published ${(tookMs / 1_000).toFixed(1)} s after recovery`);
  }

  /** Excludes everything so far from the verdict. Call it at rest. */
  async judgeFromHere(): Promise<void> {
    this.#verifier = await Verifier.begin(this.system);
  }

  /** Waits until every call is answered, and compares the answers with the stored state. */
  async verdict(): Promise<Verdict> {
    await this.callers.finish();
    const { found, drainedMs } = await this.#verifier.find();
    const { facts } = found.routing;
    const moved = facts.filter(({ isFirst }) => !isFirst).length;
    if (this.#changedBeats > 0)
      this.note(`${this.#changedBeats} beats changed officers, and ${moved} incidents were rerouted`);
    const operations = this.callers.recorder.operations().filter((operation) => !this.#isConceded(operation));
    return { findings: check(operations, found), present: found.rows.length, drainedMs };
  }

  #isConceded({ attempts }: Operation): boolean {
    return attempts.some(({ answer }) => answer !== undefined && this.#conceded.has(answer.id));
  }
}
