import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { BrokerOptions } from '@safe-community/events';
import { createDatabase, freePort, type DatabaseUrls, type Pki } from '@safe-community/local-stack';
import pg from 'pg';
import { until } from '../until.ts';
import { Beats } from './beats.ts';
import { environmentOf, environmentOfMigrations, type Surroundings } from './environment.ts';
import { migrateWhole } from './migration.ts';
import { NatsCluster } from './nats-cluster.ts';
import type { Nats, Postgres } from './servers.ts';
import { Service } from './service.ts';
import type { SmallDisk } from './small-disk.ts';
import { withSmallDisk, type Movable } from './with-small-disk.ts';
import { DATABASE_PASSWORDS, databaseOf, type ServiceName } from './service-names.ts';

/** What was just committed is in a replica's memory a moment later. */
const INTO_MEMORY_MS = 300;

export interface SystemParts {
  readonly surroundings: Surroundings;
  readonly postgres: Postgres;
  readonly nats: Nats;
  readonly credentials: ChannelCredentials;
}

/** The services as processes of their own with their servers, all of which can be broken. */
export class System {
  readonly postgres: Postgres;
  readonly nats: Nats;
  readonly credentials: ChannelCredentials;
  readonly registry: Service;
  readonly intake: Service;
  readonly statistics: Service;
  /** Runs only between `startCameras` and its stop. */
  readonly cameras: Service;
  readonly beats: Beats;
  readonly #surroundings: Surroundings;
  readonly #replicas: Service[] = [];

  constructor({ surroundings, postgres, nats, credentials }: SystemParts) {
    this.postgres = postgres;
    this.nats = nats;
    this.credentials = credentials;
    this.#surroundings = surroundings;
    this.registry = this.#service('officer-registry', surroundings.ports['officer-registry'], 1);
    this.intake = this.#service('incident-intake', surroundings.ports['incident-intake'], 1);
    this.statistics = this.#service('statistics', surroundings.ports.statistics, 1);
    this.cameras = this.#service('camera-rollout', surroundings.ports['camera-rollout'], 1);
    this.beats = new Beats(this.registry.address, credentials);
  }

  /** All of them. */
  get services(): readonly Service[] {
    return [this.registry, this.intake, this.cameras, this.statistics];
  }

  /** Those that every row needs. */
  get usual(): readonly Service[] {
    return [this.registry, this.intake, this.statistics];
  }

  async start(): Promise<void> {
    await Promise.all(this.usual.map((service) => service.start()));
    await this.beats.setUp();
    await until('intake knows who is on the beats', () => this.areBeatsKnown(), 30_000);
    await sleep(INTO_MEMORY_MS);
  }

  /** Most rows do without the cameras, so they start with the row that needs them. */
  async startCameras(more: Readonly<Record<string, string>> = {}): Promise<void> {
    await migrateWhole('camera-rollout', environmentOfMigrations(this.ownerUrl('camera-rollout')));
    await this.cameras.start(more);
  }

  /** Whether intake has stored the responsible officers of the registry. Its memory follows a moment later. */
  async areBeatsKnown(): Promise<boolean> {
    const rows = await this.sql<{ hromada_code: string; officer: string | null }>('incident-intake', WHO_ANSWERS);
    const known = new Map(rows.map(({ hromada_code, officer }) => [hromada_code, officer]));
    return this.beats.places().every((place) => known.get(place) === this.beats.answered(place).at(-1));
  }

  /** Starts one more process of a service on the same database. `more` goes on top of its environment. */
  async addReplica(name: ServiceName, more: Readonly<Record<string, string>> = {}): Promise<Service> {
    const replica = this.#service(name, await freePort(), this.#replicas.length + 2);
    this.#replicas.push(replica);
    await replica.start(more);
    return replica;
  }

  /** Stops the services and starts them again, with `more` on top of their environment this time only. */
  async restartServices(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const restart = async (service: Service): Promise<void> => {
      await service.stop();
      await service.start(more);
    };
    await Promise.all(this.usual.map(restart));
  }

  /** Waits for all services, whether or not they were away. */
  async untilServing(): Promise<void> {
    await Promise.all(this.usual.map((service) => service.untilServing(60_000)));
  }

  /** Has a server work on a disk of its own while `use` runs: with its data and so much room. */
  onSmallDisk<T>(server: Movable, roomMb: number, use: (disk: SmallDisk) => Promise<T>): Promise<T> {
    const at = mkdtempSync(join(this.#surroundings.folder, 'small-disk-'));
    return withSmallDisk(server, roomMb, at, use);
  }

  /** A broker beside the one that the services use. */
  startNatsCluster(): Promise<NatsCluster> {
    const { folder, pki } = this.#surroundings;
    return NatsCluster.start(join(folder, 'nats-cluster'), pki);
  }

  /** How a program of the battery reaches the broker. */
  brokerOptions(): BrokerOptions {
    const { caFile, identities } = this.#surroundings.pki;
    const tls = { caFile, ...identities.client };
    return { servers: [`localhost:${this.nats.port}`], name: 'fault-tests', tls };
  }

  /** Where logs and data are; a row may have a folder of its own in it. */
  get folder(): string {
    return this.#surroundings.folder;
  }

  /** Who may sign certificates that the services trust, and which they show. */
  get pki(): Pki {
    return this.#surroundings.pki;
  }

  /** The URL by which a service comes to its database. */
  databaseUrl(service: ServiceName): string {
    return this.#urls(service).service;
  }

  /** The URL by which its migrations come to it. */
  ownerUrl(service: ServiceName): string {
    return this.#urls(service).owner;
  }

  /** The same for a look from outside, past all rights. */
  adminUrl(service: ServiceName): string {
    const url = new URL(this.postgres.adminUrl);
    url.pathname = databaseOf(service);
    return url.toString();
  }

  /** The environment of a service's programs. */
  environment(service: ServiceName): NodeJS.ProcessEnv {
    return environmentOf(service, this.#surroundings);
  }

  /** An empty database of a service's roles, by another name. */
  emptyDatabase(service: ServiceName, name: string): Promise<DatabaseUrls> {
    return createDatabase(this.postgres.adminUrl, { name, owner: databaseOf(service), passwords: DATABASE_PASSWORDS });
  }

  /** One statement to a service's own database, from outside and past all rights. */
  async sql<Row extends object>(
    service: ServiceName,
    statement: string,
    values: readonly unknown[] = [],
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.adminUrl(service) });
    await client.connect();
    try {
      return (await client.query<Row>(statement, [...values])).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    this.beats.close();
    await Promise.all([...this.services, ...this.#replicas].map((service) => service.stop()));
    await Promise.all([this.postgres.stop(), this.nats.stop()]);
  }

  #urls(service: ServiceName): DatabaseUrls {
    return this.#surroundings.databaseUrls[service];
  }

  #service(name: ServiceName, port: number, replica: number): Service {
    return new Service({
      name,
      replica,
      port,
      environment: { ...this.environment(name), GRPC_PORT: String(port) },
      logs: join(this.#surroundings.folder, 'logs'),
      credentials: this.credentials,
    });
  }
}

const WHO_ANSWERS = `
  select hromada_code, (array_agg(officer_id::text order by role desc) filter (where active))[1] as officer
  from beat_officer group by hromada_code`;
