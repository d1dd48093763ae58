import { cpSync, readdirSync, rmSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import {
  startNats,
  startPostgres,
  type NatsOptions,
  type NatsServer,
  type Pki,
  type PostgresOptions,
  type PostgresServer,
} from '@safe-community/local-stack';
import pg from 'pg';
import { moveFolder } from './move-folder.ts';

/** A server that has not answered after this time does not answer. */
const ANSWER_MS = 3_000;

/** A PostgreSQL that can be killed and returns with its data on the same port. */
export class Postgres {
  #options: PostgresOptions;
  #server: PostgresServer;
  #hasEnded = false;

  private constructor(options: PostgresOptions, server: PostgresServer) {
    this.#options = options;
    this.#server = server;
    this.#watch();
  }

  static async start(folder: string): Promise<Postgres> {
    const options = { dataDir: join(folder, 'postgres'), logFile: join(folder, 'logs', 'postgres.log') };
    return new Postgres(options, await startPostgres(options));
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
    this.#server = await startPostgres({ ...this.#options, port: this.port });
    this.#watch();
  }

  /** Whether it exited unexpectedly and was not restarted. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get dataDir(): string {
    return this.#options.dataDir;
  }

  /** Stops, moves its data to another folder, and starts again. */
  async moveTo(dataDir: string): Promise<void> {
    await this.stop();
    await moveFolder(this.dataDir, dataDir);
    this.#options = { ...this.#options, dataDir };
    await this.restart();
  }

  answers(): Promise<boolean> {
    return this.#does('select 1');
  }

  /** Switches to a new WAL file, as PostgreSQL does after each 16 MB. */
  async beginLogFile(): Promise<void> {
    await this.#does('select pg_switch_wal()');
  }

  async #does(statement: string): Promise<boolean> {
    const client = new pg.Client({
      connectionString: this.adminUrl,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
    });
    // The query reports the error as well.
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(statement);
      return true;
    } catch {
      return false;
    } finally {
      await client.end();
    }
  }

  #watch(): void {
    const server = this.#server;
    this.#hasEnded = false;
    void server.unexpectedExit.then(() => {
      if (server === this.#server) this.#hasEnded = true;
    });
  }
}

/** A NATS with JetStream that can be killed, lose its streams, and return with older ones, on the same port. */
export class Nats {
  #options: NatsOptions;
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

  get dataDir(): string {
    return this.#options.storeDir;
  }

  /** Stops, moves its streams to another folder, and starts again. */
  async moveTo(storeDir: string): Promise<void> {
    await this.stop();
    await moveFolder(this.dataDir, storeDir);
    this.#options = { ...this.#options, storeDir };
    await this.restart();
  }

  /** Deletes every stream, while NATS is down. */
  loseStreams(): void {
    rmSync(this.#jetstream(), { recursive: true, force: true });
  }

  /** Copies the streams, while NATS is down. */
  copyStreams(): void {
    cpSync(this.#jetstream(), this.#copy(), { recursive: true });
  }

  /** Restores the copy, while NATS is down. */
  restoreStreams(): void {
    this.loseStreams();
    cpSync(this.#copy(), this.#jetstream(), { recursive: true });
  }

  /**
   * Truncates the newest messages of a stream by a share, as after a power failure, while NATS is down. Returns the
   * bytes.
   */
  truncateStream(stream: string, share: number): number {
    const folder = join(this.#jetstream(), 'jetstream', '$G', 'streams', stream, 'msgs');
    // The newest file may be empty when it was just created.
    const blocks = readdirSync(folder).filter((name) => name.endsWith('.blk') && statSync(join(folder, name)).size > 0);
    const newest = blocks.toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))[0];
    if (newest === undefined) throw new Error(`the stream ${stream} has no messages in ${folder}`);
    const { size } = statSync(join(folder, newest));
    const kept = Math.floor(size * (1 - share));
    truncateSync(join(folder, newest), kept);
    return size - kept;
  }

  #jetstream(): string {
    return join(this.#options.storeDir, 'jetstream');
  }

  #copy(): string {
    return join(this.#options.storeDir, 'jetstream-copy');
  }
}
