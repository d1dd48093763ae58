import { check, type Finding, type Operation } from '@safe-community/testkit/history';
import { requireAudited } from './verifier/audited.ts';
import { Verifier } from './verifier/verifier.ts';
import { untilPublished } from './verifier/until-published.ts';
import { Callers } from './load/callers.ts';
import { LONG_SECONDS } from './long-form.ts';
import type { Random } from './random.ts';
import type { System } from './system/system.ts';

/** A fifth of them, where there is time for the quarter of a minute in which intake finds what it routed too late. */
const CHANGED_BEATS = 4;

export interface RunOptions {
  readonly system: System;
  readonly random: Random;
  /** How long a fault lasts, and how long there is load where it has no length of its own. */
  readonly seconds: number;
}

export interface Verdict {
  readonly findings: readonly Finding[];
  readonly present: number;
  /** How long the system took to count what was there, once all callers were answered. */
  readonly drainedMs: number;
}

/** One run of one row: its load, its notes, and its verdict. */
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

  /** Has the callers of this run call another address than intake's, or give up earlier. Before their first call. */
  callAt(address: string, deadlineMs?: number): void {
    if (this.#callers !== undefined) throw new Error('the callers have called already');
    const { credentials } = this.system;
    const options = { address, credentials, random: this.random };
    this.#callers = new Callers(deadlineMs === undefined ? options : { ...options, deadlineMs });
  }

  get callers(): Callers {
    if (this.#callers === undefined) this.callAt(this.system.intake.address);
    if (this.#callers === undefined) throw new Error('there are no callers');
    return this.#callers;
  }

  /** Records what was broken or observed. */
  note(what: string): void {
    this.#notes.push(what);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** Says of acknowledged reports that they are lost, by the ids of their incidents: the fault takes them away. */
  concede(lost: readonly string[]): void {
    for (const id of lost) this.#conceded.add(id);
    this.note(`${lost.length} acknowledged reports are lost with the database, all of them named`);
  }

  /** For faults of which no caller may notice anything. */
  requireAllAnswered(): void {
    const attempts = this.callers.attempts();
    const failed = attempts.filter(({ outcome }) => outcome !== 'acknowledged');
    if (failed.length === 0) return;
    const reasons = [...new Set(failed.map(({ reason }) => reason))].join(', ');
    throw new Error(`${failed.length} of ${attempts.length} calls failed: ${reasons}`);
  }

  /** Each report that was acknowledged stands in the audit, once, and nothing else does; the chain of it holds. */
  async requireAudited(): Promise<void> {
    const result = this.callers.attempts().flatMap(({ answer }) => (answer === undefined ? [] : [answer.id]));
    const entries = await requireAudited(this.system, [...new Set(result)]);
    this.note(`the audit has one entry per report, and its chain of ${entries} entries is intact`);
  }

  /** Has others answer for some places from now on. */
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

  /** What has happened by now was no load of the callers. To be called at rest. */
  async judgeFromHere(): Promise<void> {
    this.#verifier = await Verifier.begin(this.system);
  }

  /** Has every caller come to an answer, and compares what they were result with what is there. */
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
