import type { Database } from '@safe-community/database';
import type { ClockAndIds } from '@safe-community/domain-kit';
import type { Domain } from '@safe-community/events';
import { createWakeup, type EventHandler, type Wakeup } from '@safe-community/ledger';
import type { LiveKeyring } from '@safe-community/security/encryption';
import type { Logger } from '@safe-community/telemetry';
import { keepKeys, type KeptKeys } from '../keys/index.ts';
import type { ServiceConfig } from '../service-config.ts';
import type { ConsumedService, ServiceParts } from '../service-parts.ts';
import { startService, type RunningService } from '../start-service.ts';
import { createRuntime } from './create-runtime.ts';
import type { Module, ModuleParts, Subscription } from './module.ts';
import { servedServices } from './served-services.ts';
import { encryptedTablesOf } from './service-database.ts';

/** A service as its `service.ts` puts it together. */
export interface ServiceOptions<Shared> extends Pick<ServiceParts, 'sensitivity' | 'reasonDigests'> {
  readonly name: string;
  /** The domain whose events it publishes. */
  readonly domain: Domain;
  readonly modules: readonly Module<Shared>[];
  readonly database: Database;
  readonly wakeup?: Wakeup;
  /** What the modules have in common. */
  readonly shared: Shared;
  /** Encrypts personal data. Required when a module has encrypted tables. */
  readonly keyring?: LiveKeyring;
  /** The services whose events the modules consume. */
  readonly producers?: Partial<Record<Domain, Producer>>;
  /** A test sets time and ids. */
  readonly clock?: ClockAndIds;
  readonly logger: Logger;
  /** Releases what `shared` holds, after the service has stopped. */
  readonly release?: () => Promise<void> | void;
}

/** Where another service is, and how much this one depends on its events. */
export type Producer = Pick<ConsumedService, 'address' | 'isNeededFresh'>;

/** Binds the declarations of all modules and starts the service. */
export async function startModules<Shared>(
  options: ServiceOptions<Shared>,
  config: ServiceConfig,
): Promise<RunningService> {
  const { database, modules, shared, wakeup = createWakeup(), release, ...own } = options;
  const runtime = createRuntime({ ...options, wakeup });
  const parts = modules.map((module) => module.start?.(shared, runtime) ?? {});
  const keys = keysOf(options, parts);
  const services = servedServices(
    parts.flatMap(({ rpcs = [] }) => rpcs),
    runtime,
  );
  const service = await startService(
    {
      ...own,
      database,
      wakeup,
      services: [...services, ...(keys?.services ?? [])],
      consumes: consumedServices(parts, options.producers ?? {}),
      jobs: [...parts.flatMap(({ jobs = [] }) => jobs), ...(keys?.jobs ?? [])],
      load: async () => {
        await Promise.all(parts.flatMap(({ load }) => load?.() ?? []));
      },
      idle: () => runtime.writers.idle(),
    },
    config,
  );
  return {
    ...service,
    async stop() {
      await Promise.all(parts.flatMap(({ stop }) => stop?.() ?? []));
      keys?.close();
      await service.stop();
      await release?.();
    },
  };
}

function keysOf<Shared>(
  { database, modules, keyring, logger }: ServiceOptions<Shared>,
  parts: readonly ModuleParts[],
): KeptKeys | undefined {
  const tables = encryptedTablesOf(modules);
  if (tables.length === 0) return undefined;
  if (keyring === undefined) throw new Error('a service with encrypted tables needs a keyring');
  const onChange = (): void => {
    for (const { onKeysChanged } of parts) onKeysChanged?.();
  };
  return keepKeys({ database, keyring, tables, onChange, logger });
}

/** One consumer for each producer, with the reactions of all modules. Exported for tests that deliver events themselves. */
export function consumedServices(
  parts: readonly Pick<ModuleParts, 'subscriptions'>[],
  producers: Partial<Record<Domain, Producer>>,
): ConsumedService[] {
  const byProducer = Map.groupBy(
    parts.flatMap(({ subscriptions = [] }) => subscriptions),
    ({ producer }) => producer,
  );
  return [...byProducer].map(([name, subscriptions]) => {
    const producer = producers[name];
    if (producer === undefined) throw new Error(`no address is given for the events of ${name}`);
    return { producer: name, ...producer, ...joinSubscriptions(subscriptions) };
  });
}

function joinSubscriptions(
  subscriptions: readonly Subscription[],
): Pick<ConsumedService, 'handlers' | 'forget' | 'onApplied'> {
  const applied = subscriptions.flatMap(({ onApplied }) => (onApplied === undefined ? [] : [onApplied]));
  return {
    handlers: joinHandlers(subscriptions.flatMap(({ handlers }) => handlers)),
    forget: async (em) => {
      for (const { forget } of subscriptions) await forget?.(em);
    },
    onApplied: async () => {
      await Promise.all(applied.map((refresh) => refresh()));
    },
  };
}

/** Several modules may react to one kind of event: they do so in their order, within the same transaction. */
function joinHandlers(handlers: readonly EventHandler[]): EventHandler[] {
  return [...Map.groupBy(handlers, ({ type }) => type)].map(([type, own]) => ({
    type,
    commutes: own.every(({ commutes }) => commutes),
    async apply(em, envelopes) {
      for (const handler of own) await handler.apply(em, envelopes);
    },
  }));
}
