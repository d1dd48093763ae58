import { randomUUID } from 'node:crypto';
import type { EventKind, NewEvent } from '@safe-community/events';
import { eventually } from '@safe-community/testkit';
import { expect } from 'vitest';
import type { Overrides } from '../src/service.ts';
import { assigned, startRegistryLedger, type Part } from './registry-ledger.ts';
import { runIntake, type RunningIntake } from './running-intake.ts';

/** The service, and a registry that publishes who is on which beat. */
export interface IntakeWithRegistry {
  readonly intake: RunningIntake;
  /** Resolves when the service has applied it; its memory follows within a moment. */
  tell(...events: readonly NewEvent[]): Promise<void>;
  /** Assigns a new officer to a beat, and resolves to the id. */
  assign(part?: Partial<Part>): Promise<string>;
  /** The events of a kind about an incident, oldest first. */
  published<Message extends { incidentId: string }>(kind: EventKind<Message>, incidentId: string): Promise<Message[]>;
  /** Entries of the history of an incident except the first. */
  history(incidentId: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export async function runIntakeWithRegistry(overrides: Overrides = {}): Promise<IntakeWithRegistry> {
  const intake = await runIntake(overrides);
  const registry = await startRegistryLedger(intake.nats);
  let position = 0;
  const tell = async (...events: readonly NewEvent[]): Promise<void> => {
    if (events.length === 0) return;
    await registry.tell(...events);
    position += events.length;
    // The first one waits until the registry's stream is there.
    await eventually(async () => {
      const [checkpoint] = await intake.sql('select position::int from consumer_checkpoint');
      expect(checkpoint?.['position']).toBe(position);
    });
  };
  return {
    intake,
    tell,
    async assign(part = {}) {
      const officerId = randomUUID();
      await tell(assigned({ officerId, ...part }));
      return officerId;
    },
    async published(kind, incidentId) {
      const found = await intake.sql('select body from ledger_event where type = $1 order by position', [kind.type]);
      const messages = found.map(({ body }) => kind.decode(body as Uint8Array));
      return messages.filter((message) => message.incidentId === incidentId);
    },
    history: (incidentId) =>
      intake.sql(
        `select version, kind, system, state, former_state, details from case_history
         where incident_id = $1 order by version`,
        [incidentId],
      ),
    async stop() {
      await registry.stop();
      await intake.stop();
    },
  };
}
