import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelCredentials } from '@grpc/grpc-js';
import type { BrokerOptions } from '@safe-community/events';
import { createDatabase, freePort, type DatabaseUrls, type Pki, type ServiceName } from '@safe-community/local-stack';
import pg from 'pg';
import { until } from '../until.ts';
import { Beats } from './beats.ts';
import { environmentOf, environmentOfMigrations, type Surroundings } from './environment.ts';
import { migrateWhole } from './migration.ts';
import { NatsCluster } from './nats-cluster.ts';
import type { Mails } from './mails.ts';
import type { Nats, Postgres } from './servers.ts';
import { Service } from './service.ts';
import type { SmallDisk } from './small-disk.ts';
import { withSmallDisk, type Movable } from './with-small-disk.ts';
import { DATABASE_PASSWORDS, databaseOf } from './service-names.ts';

/** A replica sees new commits in its memory after this time. */
const INTO_MEMORY_MS = 300;

export interface SystemParts {
  readonly surroundings: Surroundings;
  readonly postgres: Postgres;
  readonly nats: Nats;
  readonly mails: Mails;
  readonly credentials: ChannelCredentials;
}

/** The services in separate processes with their servers, all of which can be broken. */
export class System {
  readonly postgres: Postgres;
  readonly nats: Nats;
  readonly mails: Mails;
  readonly credentials: ChannelCredentials;
  readonly registry: Service;
  readonly intake: Service;
  readonly statistics: Service;
  /** Runs only between `startCameras` and its stop. */
  readonly cameras: Service;
  readonly beats: Beats;
  readonly #surroundings: Surroundings;
  readonly #replicas: Service[] = [];

  constructor({ surroundings, postgres, nats, mails, credentials }: SystemParts) {
    this.postgres = postgres;
    this.nats = nats;
    this.mails = mails;
    this.credentials = credentials;
    this.#surroundings = surroundings;
    this.registry = this.#service('officer-registry', surroundings.ports['officer-registry'], 1);
    this.intake = this.#service('incident-intake', surroundings.ports['incident-intake'], 1);
    this.statistics = this.#service('statistics', surroundings.ports.statistics, 1);
    this.cameras = this.#service('camera-rollout', surroundings.ports['camera-rollout'], 1);
    this.beats = new Beats(this.registry.address, credentials);
  }

  /** All services. */
  get services(): readonly Service[] {
    return [this.registry, this.intake, this.cameras, this.statistics];
  }

  /** The services that every row needs. */
  get usual(): readonly Service[] {
    return [this.registry, this.intake, this.statistics];
  }

  async start(): Promise<void> {
    await Promise.all(this.usual.map((service) => service.start()));
    await this.beats.setUp();
    await until('intake knows the responsible officers', () => this.areBeatsKnown(), 30_000);
    await sleep(INTO_MEMORY_MS);
  }

  /** Most rows do without camera-rollout, so it starts with the row that needs it. */
  async startCameras(more: Readonly<Record<string, string>> = {}): Promise<void> {
    await migrateWhole('camera-rollout', environmentOfMigrations(this.ownerUrl('camera-rollout')));
    await this.cameras.start(more);
  }

  /** Whether intake has stored the responsible officers of the registry. Its memory follows shortly after. */
  async areBeatsKnown(): Promise<boolean> {
    const rows = await this.sql<{ hromada_code: string; officer: string | null }>('incident-intake', WHO_ANSWERS);
    const known = new Map(rows.map(({ hromada_code, officer }) => [hromada_code, officer]));
    return this.beats.places().every((place) => known.get(place) === this.beats.answered(place).at(-1));
  }

  /** Starts another replica of a service. `more` extends its environment. */
  async addReplica(name: ServiceName, more: Readonly<Record<string, string>> = {}): Promise<Service> {
    const replica = this.#service(name, await freePort(), this.#replicas.length + 2);
    this.#replicas.push(replica);
    await replica.start(more);
    return replica;
  }

  /** Restarts the services with `more` added to their environment, this time only. */
  async restartServices(more: Readonly<Record<string, string>> = {}): Promise<void> {
    const restart = async (service: Service): Promise<void> => {
      await service.stop();
      await service.start(more);
    };
    await Promise.all(this.usual.map(restart));
  }

  /** Waits for all services, whether or not they were down. */
  async untilServing(): Promise<void> {
    await Promise.all(this.usual.map((service) => service.untilServing(60_000)));
  }

  /** Moves a server to a disk of limited size while `use` runs. */
  onSmallDisk<T>(server: Movable, roomMb: number, use: (disk: SmallDisk) => Promise<T>): Promise<T> {
    const at = mkdtempSync(join(this.#surroundings.folder, 'small-disk-'));
    return withSmallDisk(server, roomMb, at, use);
  }

  /** Starts a second broker. */
  startNatsCluster(): Promise<NatsCluster> {
    const { folder, pki } = this.#surroundings;
    return NatsCluster.start(join(folder, 'nats-cluster'), pki);
  }

  /** Broker connection options for programs of the battery. */
  brokerOptions(): BrokerOptions {
    const { caFile, identities } = this.#surroundings.pki;
    const tls = { caFile, ...identities.client };
    return { servers: [`localhost:${this.nats.port}`], name: 'fault-tests', tls };
  }

  /** Folder of logs and data; a row may create its own folder in it. */
  get folder(): string {
    return this.#surroundings.folder;
  }

  /** The certificate authority that the services trust, and that issued their certificates. */
  get pki(): Pki {
    return this.#surroundings.pki;
  }

  /** Database URL of the service. */
  databaseUrl(service: ServiceName): string {
    return this.#urls(service).service;
  }

  /** Database URL of its migrations. */
  ownerUrl(service: ServiceName): string {
    return this.#urls(service).owner;
  }

  /** Database URL of a superuser. */
  adminUrl(service: ServiceName): string {
    const url = new URL(this.postgres.adminUrl);
    url.pathname = databaseOf(service);
    return url.toString();
  }

  /** The environment of the programs of a service. */
  environment(service: ServiceName): NodeJS.ProcessEnv {
    return environmentOf(service, this.#surroundings);
  }

  /** An empty database with the roles of a service, under another name. */
  emptyDatabase(service: ServiceName, name: string): Promise<DatabaseUrls> {
    return createDatabase(this.postgres.adminUrl, { name, owner: databaseOf(service), passwords: DATABASE_PASSWORDS });
  }

  /** Runs one statement in the database of a service as superuser. */
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
    await Promise.all([this.postgres.stop(), this.nats.stop(), this.mails.stop()]);
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
  from beat_staffing group by hromada_code`;
