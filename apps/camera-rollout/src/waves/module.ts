import { defineMigration, type EntityManager } from '@safe-community/database';
import { notFound, type Refusal } from '@safe-community/domain-kit';
import type { Module } from '@safe-community/service-kit';
import { findDelivery, lockDelivery, roomOf } from './split.store.ts';
import { WAVE_RIGHTS, WAVE_TABLES } from './wave.store.ts';
import { refuseExcess } from './wave.ts';
import { WAVE_COMMANDS } from './waves.commands.ts';
import { WAVE_QUERIES } from './waves.queries.ts';

/** The rollout in waves: planned, ordered, delivered, split among units, issued. */
export const waves: Module<unknown> = {
  name: 'waves',
  migrations: [defineMigration('2026-12-01-waves', WAVE_TABLES)],
  rights: WAVE_RIGHTS,
  start: () => ({ rpcs: [...WAVE_COMMANDS, ...WAVE_QUERIES] }),
};

/** Whether a delivery was recorded; it stays so. */
export async function isDelivery(em: EntityManager, deliveryId: string): Promise<boolean> {
  return (await findDelivery(em, deliveryId)) !== undefined;
}

/** Why a unit may not register so many cameras of a delivery; undefined if it may. The delivery is locked. */
export async function refuseDelivery(
  tx: EntityManager,
  deliveryId: string,
  unitCode: string,
  cameras: number,
): Promise<Refusal | undefined> {
  if ((await lockDelivery(tx, deliveryId)) === undefined) return notFound('delivery');
  return refuseExcess(await roomOf(tx, deliveryId, unitCode), cameras);
}
