import type { NatsConnection } from '@nats-io/transport-node';
import { clientCredentials } from '@safe-community/grpc-kit';
import {
  PARTITION,
  readCheckpoint,
  startConsumer,
  type Consumer,
  type LedgerSource,
  type ReportedHead,
} from '@safe-community/ledger';
import { askHead, ledgerSource } from './operations/ledger/ledger.client.ts';
import { Freshness, type Lag } from './freshness.ts';
import type { ServiceConfig } from './service-config.ts';
import type { ConsumedService, ServiceParts } from './service-parts.ts';

/** A producer, as this service consumes it: the consumer of its events, the client of its ledger, and the lag. */
export class ConsumedProducer {
  readonly producer: string;
  readonly #consumed: ConsumedService;
  readonly #parts: ServiceParts;
  readonly #config: ServiceConfig;
  readonly #broker: Promise<NatsConnection>;
  readonly #source: LedgerSource;
  readonly #freshness: Freshness;
  #consumer: Consumer | undefined;
  #asked: Promise<ReportedHead | undefined> | undefined;
  #waitsUntil: number | undefined;
  #isWaitOver = false;

  constructor(consumed: ConsumedService, parts: ServiceParts, config: ServiceConfig, broker: Promise<NatsConnection>) {
    this.producer = consumed.producer;
    this.#consumed = consumed;
    this.#parts = parts;
    this.#config = config;
    this.#broker = broker;
    this.#source = ledgerSource(consumed.address, clientCredentials(config.tls));
    this.#freshness = new Freshness(config.lagBound);
  }

  start(): void {
    const { effects, gatherMs = 0, handlers, onApplied, producer } = this.#consumed;
    const { database, logger, name } = this.#parts;
    this.#consumer = startConsumer({
      database,
      broker: this.#broker,
      consumer: name,
      producer,
      installation: this.#config.installation,
      handlers,
      gatherMs,
      effects,
      source: this.#source,
      ...(onApplied === undefined ? {} : { onApplied }),
      logger,
    });
  }

  /** How far behind the service is, when that is too far for it to be ready. */
  async tooFarBehind(): Promise<Lag | undefined> {
    if (this.#isWaitOver || this.#consumed.isNeededAtStart === false) return undefined;
    const { database, name } = this.#parts;
    const reader = { consumer: name, producer: this.producer, partition: PARTITION };
    const reported = this.#consumer?.reportedHead() ?? (await this.#askOnce());
    const isFresh = this.#freshness.isFresh(await readCheckpoint(database.em.fork(), reader), reported);
    if (this.#consumed.isNeededFresh !== false) return isFresh ? undefined : this.#freshness.lag;
    const now = performance.now();
    this.#waitsUntil ??= now + this.#config.lagBound.startWaitMs;
    this.#isWaitOver = isFresh || now > this.#waitsUntil;
    return this.#isWaitOver ? undefined : this.#freshness.lag;
  }

  /** Before the first heartbeat: otherwise a service that is far behind would be ready for a moment. */
  #askOnce(): Promise<ReportedHead | undefined> {
    this.#asked ??= askHead(this.#consumed.address, clientCredentials(this.#config.tls));
    return this.#asked;
  }

  async stop(): Promise<void> {
    await this.#consumer?.stop();
  }

  /** After the stop. */
  close(): void {
    this.#source.close();
  }
}
