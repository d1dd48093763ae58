import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  startNats,
  startPostgres,
  type NatsOptions,
  type NatsServer,
  type Pki,
  type PostgresServer,
} from '@safe-community/local-stack';

/** A PostgreSQL that can be killed and comes back with its data on the same port. */
export class Postgres {
  readonly #folder: string;
  #server: PostgresServer;

  private constructor(folder: string, server: PostgresServer) {
    this.#folder = folder;
    this.#server = server;
  }

  static async start(folder: string): Promise<Postgres> {
    return new Postgres(folder, await startPostgres(Postgres.#options(folder)));
  }

  get adminUrl(): string {
    return this.#server.adminUrl;
  }

  get port(): number {
    return this.#server.port;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** kill -9 */
  kill(): Promise<void> {
    return this.#server.kill();
  }

  async restart(): Promise<void> {
    this.#server = await startPostgres({ ...Postgres.#options(this.#folder), port: this.port });
  }

  static #options(folder: string) {
    return { dataDir: join(folder, 'postgres'), logFile: join(folder, 'logs', 'postgres.log') };
  }
}

/** A NATS with JetStream that can be killed, lose its streams and come back with older ones, on the same port. */
export class Nats {
  readonly #options: NatsOptions;
  #server: NatsServer;

  private constructor(options: NatsOptions, server: NatsServer) {
    this.#options = options;
    this.#server = server;
  }

  static async start(folder: string, pki: Pki): Promise<Nats> {
    const tls = { caFile: pki.caFile, ...pki.identities.nats };
    const options = { storeDir: join(folder, 'nats'), logFile: join(folder, 'logs', 'nats.log'), tls };
    return new Nats(options, await startNats(options));
  }

  get port(): number {
    return this.#server.port;
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** kill -9 */
  kill(): Promise<void> {
    return this.#server.kill();
  }

  async restart(): Promise<void> {
    this.#server = await startNats({ ...this.#options, port: this.port });
  }

  /** While it is down: loses every stream. */
  loseStreams(): void {
    rmSync(this.#jetstream(), { recursive: true, force: true });
  }

  /** While it is down: keeps a copy of the streams. */
  copyStreams(): void {
    cpSync(this.#jetstream(), this.#copy(), { recursive: true });
  }

  /** While it is down: puts the copy in their place. */
  restoreStreams(): void {
    this.loseStreams();
    cpSync(this.#copy(), this.#jetstream(), { recursive: true });
  }

  #jetstream(): string {
    return join(this.#options.storeDir, 'jetstream');
  }

  #copy(): string {
    return join(this.#options.storeDir, 'jetstream-copy');
  }
}
