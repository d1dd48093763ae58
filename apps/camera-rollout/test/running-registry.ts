import { randomUUID } from 'node:crypto';
import { Officer, OfficerKind, OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import { OfficerRegistryServiceService } from '@safe-community/contracts/officers/v1/officer_registry_service.ts';
import { rows } from '@safe-community/database';
import { officerRegistered, patrolUnitRegistered, type NewEvent } from '@safe-community/events';
import { notFound } from '@safe-community/domain-kit';
import { serve } from '@safe-community/grpc-kit';
import { appendEvents, createWakeup, recorded } from '@safe-community/ledger';
import { startService } from '@safe-community/service-kit';
import { createLogger } from '@safe-community/telemetry';
import { testServiceConfig, type TestNats } from '@safe-community/testkit';
import { createLedgerDatabase, openLedger } from '@safe-community/testkit/ledger';

/** A name and a phone number that must appear nowhere in the camera rollout. */
export const CANARY = { fullName: 'Канарка Тетяна', phone: '+380671112233' };

/** The registry as the camera rollout sees it: GetOfficer, a real ledger with its RPCs, and its relay to the broker. */
export interface RunningRegistry {
  readonly port: number;
  /** GetOfficer calls that arrived so far. */
  calls(): number;
  addUnit(unit: { code: string; oblastCode: string }): Promise<void>;
  /** Adds officers and publishes them; returns their ids. */
  addOfficers(count: number, officer: Partial<Officer>): Promise<string[]>;
  /** An officer whom GetOfficer returns and no event has announced yet. */
  addSilently(officer: Partial<Officer>): string;
  /** Publishes events once more, as a registry of another version might. */
  tell(events: readonly NewEvent[]): Promise<void>;
  /** Whether GetOfficer fails, as it does while the database of the registry is away. */
  breakDown(isBroken: boolean): void;
  /** Position of the newest event. */
  head(): Promise<number>;
  stop(): Promise<void>;
}

export async function runRegistry(nats: TestNats): Promise<RunningRegistry> {
  const own = await createLedgerDatabase();
  const database = openLedger(own.url);
  const wakeup = createWakeup();
  const officers = new Map<string, Officer>();
  const oblastOf = new Map<string, string>();
  let calls = 0;
  let isBroken = false;
  const service = await startService(
    {
      name: 'officer-registry',
      domain: 'officers',
      database,
      wakeup,
      services: [
        serve(
          { getOfficer: OfficerRegistryServiceService.getOfficer },
          {
            getOfficer: async ({ officerId }) => {
              calls += 1;
              if (isBroken) throw new Error('the database does not answer');
              const officer = officers.get(officerId);
              if (officer === undefined) throw notFound('officer');
              return { officer };
            },
          },
        ),
      ],
      consumes: [],
      logger: createLogger({ service: 'officer-registry', level: 'silent' }),
    },
    testServiceConfig({ identity: 'officer-registry', databaseUrl: own.url, nats }),
  );
  const tell = async (events: readonly NewEvent[]): Promise<void> => {
    await database.em.fork().transactional((em) => appendEvents(em, events.map(recorded)));
    wakeup.committed();
  };
  const addSilently = (officer: Partial<Officer>): string => {
    const whole = patrolOfficer(officer);
    officers.set(whole.officerId, whole);
    return whole.officerId;
  };
  return {
    port: service.port,
    calls: () => calls,
    tell,
    addSilently,
    breakDown(next) {
      isBroken = next;
    },
    async head() {
      const [head] = await rows<{ position: number }>(database.em.fork(), 'select position::int from ledger_head');
      return head?.position ?? 0;
    },
    async addUnit({ code, oblastCode }) {
      oblastOf.set(code, oblastCode);
      const names = { nameUk: `Полк ${code}`, nameEn: `Unit ${code}` };
      await tell([patrolUnitRegistered.create({ patrolUnitCode: code, oblastCode, ...names }, { oblastCode })]);
    },
    async addOfficers(count, officer) {
      const ids = Array.from({ length: count }, () => addSilently(officer));
      const added = ids.flatMap((id) => officers.get(id) ?? []);
      await tell(added.map((each) => toEvent(each, oblastOf.get(each.patrolUnitCode) ?? '')));
      return ids;
    },
    async stop() {
      await service.stop();
      await own.drop();
    },
  };
}

function patrolOfficer(officer: Partial<Officer>): Officer {
  const defaults = { officerId: randomUUID(), kind: OfficerKind.PATROL, state: OfficerState.ACTIVE, ...CANARY };
  return { ...Officer.fromPartial(defaults), ...officer };
}

export function toEvent(officer: Officer, oblastCode: string): NewEvent {
  const { officerId, kind, state, patrolUnitCode } = officer;
  const registeredTime = new Date();
  return officerRegistered.create(
    { officerId, kind, state, patrolUnitCode, oblastCode, registeredTime },
    { oblastCode },
  );
}
