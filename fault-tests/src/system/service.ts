import { join } from 'node:path';
import type { ChannelCredentials } from '@grpc/grpc-js';
import { isAlive, isServing } from '@safe-community/grpc-kit';
import { startProcess, type RunningProcess, type ServiceName } from '@safe-community/local-stack';
import { bundledProgram } from '@safe-community/testkit/bundled-program';
import { until, within } from '../until.ts';
import { programOf } from './service-names.ts';

export interface ServiceSpec {
  readonly name: ServiceName;
  /** Distinguishes replicas in names of logs. */
  readonly replica: number;
  readonly port: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly logs: string;
  readonly credentials: ChannelCredentials;
}

type More = Readonly<Record<string, string>>;

/** One replica of a service: its bundle in a separate process that can be killed, paused, and restarted. */
export class Service {
  readonly #spec: ServiceSpec;
  #running: RunningProcess | undefined;

  constructor(spec: ServiceSpec) {
    this.#spec = spec;
  }

  get address(): string {
    return `localhost:${this.#spec.port}`;
  }

  get port(): number {
    return this.#spec.port;
  }

  get name(): ServiceName {
    return this.#spec.name;
  }

  get pid(): number {
    return this.#process().pid;
  }

  /** Resolves when it is ready. `more` extends its environment, this time only. */
  async start(more: More = {}): Promise<void> {
    this.#running = await this.#startProcess(more, () => this.isServing());
  }

  /** Resolves when the process runs, before it is ready: it may be about to die. */
  async launch(more: More = {}): Promise<void> {
    this.#running = await this.#startProcess(more, () => true);
  }

  isServing(): Promise<boolean> {
    return isServing(this.address, this.#spec.credentials);
  }

  /** Whether the process is live, ready or not. */
  isAlive(): Promise<boolean> {
    return isAlive(this.address, this.#spec.credentials);
  }

  async untilServing(withinMs: number): Promise<void> {
    await until(`${this.name} serves`, () => this.isServing(), withinMs);
  }

  /** Sends SIGTERM and waits for the exit. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.#process().kill();
    this.#running = undefined;
  }

  /** Resolves when it has exited unexpectedly, as at a crash point. */
  async died(withinMs: number): Promise<void> {
    await within(`the end of ${this.name}`, this.#process().unexpectedExit, withinMs);
    this.#running = undefined;
  }

  pause(): void {
    process.kill(this.pid, 'SIGSTOP');
  }

  resume(): void {
    process.kill(this.pid, 'SIGCONT');
  }

  async #startProcess(more: More, readyWhen: () => boolean | Promise<boolean>): Promise<RunningProcess> {
    const { name, replica, environment, logs } = this.#spec;
    // Otherwise the running one would answer in its place.
    if (this.#running !== undefined) throw new Error(`${name} runs already`);
    const program = await bundledProgram(programOf(name, 'main'));
    return startProcess({
      name,
      command: process.execPath,
      args: [program],
      env: { ...environment, ...more },
      logFile: join(logs, `${name}-${replica}.log`),
      readyWhen,
      readyWithinMs: 60_000,
    });
  }

  #process(): RunningProcess {
    if (this.#running === undefined) throw new Error(`${this.name} does not run`);
    return this.#running;
  }
}
