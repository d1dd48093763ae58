import type { KeyObject } from 'node:crypto';
import { tablesRebuiltFrom, type Database, type Rights } from '@safe-community/database';
import type { ClockAndIds, Installation } from '@safe-community/domain-kit';
import type { Domain } from '@safe-community/events';
import { createWakeup, type Effects, type EventHandler, type Wakeup } from '@safe-community/ledger';
import type { LiveKeyring } from '@safe-community/security/encryption';
import type { Logger } from '@safe-community/telemetry';
import { keepKeys, type KeptKeys } from '../keys/index.ts';
import type { ServiceConfig } from '../service-config.ts';
import type { ConsumedService, ServiceParts } from '../service-parts.ts';
import { startService, type RunningService } from '../start-service.ts';
import { createRuntime } from './create-runtime.ts';
import { pageTokenKey } from './list-tokens.ts';
import type { Module, ModuleParts, Subscription } from './module.ts';
import { servedServices } from './served-services.ts';
import { encryptedTablesOf } from './service-database.ts';

/** The parts of a service, as its `service.ts` assembles them. */
export interface ServiceOptions<Shared> extends Pick<ServiceParts, 'sensitivity' | 'reasonDigests'> {
  readonly name: string;
  /** The domain whose events it publishes. */
  readonly domain: Domain;
  readonly modules: readonly Module<Shared>[];
  readonly database: Database;
  readonly wakeup?: Wakeup;
  /** Passed to the `start` of each module. */
  readonly shared: Shared;
  /** Encrypts personal data. Required if a module has encrypted tables. */
  readonly keyring?: LiveKeyring;
  /** The services whose events the modules consume. */
  readonly producers?: Partial<Record<Domain, Producer>>;
  /** For tests that control time and ids. */
  readonly clock?: ClockAndIds;
  readonly logger: Logger;
  /** Releases what `shared` holds, after the service has stopped. */
  readonly release?: () => Promise<void> | void;
}

/** Where a producer is reachable, and whether this service is ready without its recent events. */
export type Producer = Pick<ConsumedService, 'address' | 'isNeededFresh' | 'isNeededAtStart'>;

/** Binds the declarations of all modules and starts the service. */
export async function startModules<Shared>(
  options: ServiceOptions<Shared>,
  config: ServiceConfig,
): Promise<RunningService> {
  const { database, modules, shared, wakeup = createWakeup(), release, ...own } = options;
  const runtime = createRuntime({ ...options, wakeup, installation: config.installation });
  const parts = modules.map((module) => module.start?.(shared, runtime) ?? {});
  const tokenKey = pageTokenKey(config.auditKey, options.name);
  const keys = keysOf(options, parts, tokenKey, config.installation);
  const services = servedServices(
    parts.flatMap(({ rpcs = [] }) => rpcs),
    runtime,
    tokenKey,
    options.domain,
  );
  const service = await startService(
    {
      ...own,
      database,
      wakeup,
      services: [...services, ...(keys?.services ?? [])],
      consumes: consumedServices(parts, options.producers ?? {}, options.database.rights),
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
  tokenKey: KeyObject,
  installation: Installation,
): KeptKeys | undefined {
  const tables = encryptedTablesOf(modules);
  if (tables.length === 0) return undefined;
  if (keyring === undefined) throw new Error('a service with encrypted tables needs a keyring');
  const onChange = (): void => {
    for (const { onKeysChanged } of parts) onKeysChanged?.();
  };
  return keepKeys({ database, installation, keyring, tokenKey, tables, onChange, logger });
}

/** One consumer for each producer, with the handlers of all modules. Exported for tests that deliver events directly. */
export function consumedServices(
  parts: readonly Pick<ModuleParts, 'subscriptions'>[],
  producers: Partial<Record<Domain, Producer>>,
  rights: Rights,
): ConsumedService[] {
  const byProducer = Map.groupBy(
    parts.flatMap(({ subscriptions = [] }) => subscriptions),
    ({ producer }) => producer,
  );
  return [...byProducer].map(([name, subscriptions]) => {
    const producer = producers[name];
    if (producer === undefined) throw new Error(`no address is configured for the producer ${name}`);
    return { producer: name, ...producer, ...joinSubscriptions(subscriptions, tablesRebuiltFrom(rights, name)) };
  });
}

function joinSubscriptions(
  subscriptions: readonly Subscription[],
  tables: readonly string[],
): Pick<ConsumedService, 'handlers' | 'gatherMs' | 'effects' | 'onApplied'> {
  const applied = subscriptions.flatMap(({ onApplied }) => onApplied ?? []);
  return {
    handlers: joinHandlers(subscriptions.flatMap(({ handlers }) => handlers)),
    gatherMs: Math.min(...subscriptions.map(({ gatherMs = 0 }) => gatherMs)),
    effects: joinEffects(subscriptions, tables),
    onApplied: async () => {
      await Promise.all(applied.map((refresh) => refresh()));
    },
  };
}

function joinEffects(subscriptions: readonly Subscription[], tables: readonly string[]): Effects {
  const forgets = subscriptions.flatMap(({ forget }) => forget ?? []);
  if (forgets.length > 0) {
    if (tables.length > 0) throw new Error(`a module that forgets cannot be rebuilt beside ${tables.join(', ')}`);
    return {
      async forget(em) {
        for (const forget of forgets) await forget(em);
      },
    };
  }
  const compared = subscriptions.flatMap(({ compare }) => compare ?? []);
  return {
    tables,
    async hold(em) {
      for (const { hold } of subscriptions) await hold?.(em);
    },
    ...(compared.length > 0 && {
      async compare(em) {
        const changes = [];
        for (const compare of compared) changes.push(...(await compare(em)));
        return changes;
      },
    }),
  };
}

/** Several modules can handle the same type of event. They do so in the order of the modules, in one transaction. */
function joinHandlers(handlers: readonly EventHandler[]): EventHandler[] {
  return [...Map.groupBy(handlers, ({ type }) => type)].map(([type, own]) => ({
    type,
    commutes: own.every(({ commutes }) => commutes),
    effects: (envelopes) => own.flatMap((handler) => handler.effects(envelopes)),
  }));
}
