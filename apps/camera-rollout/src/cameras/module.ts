import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { CAMERA_RIGHTS, CAMERA_TABLES, CameraEntity } from './camera.store.ts';
import { CAMERA_COMMANDS, type CameraNeeds } from './cameras.commands.ts';
import { CAMERA_QUERIES } from './cameras.queries.ts';
import { CUSTODY_RIGHTS, CUSTODY_TABLES } from './custody.store.ts';
import { IMPORT_RPCS } from './import.commands.ts';
import { FIRMWARE_RIGHTS, FIRMWARE_TABLES } from './firmware.store.ts';
import { importCustody, type ImportNeeds } from './past-custody.commands.ts';
import { STEP_COMMANDS } from './steps.commands.ts';

export { toCameraMessage } from './camera.mapping.ts';
export { CAMERA_ROWS, listCameras, lockChosen } from './camera.store.ts';
export { checkFirmware, type Camera, type NamedRecall } from './camera.ts';
export { findLocked, refuseElsewhere, type CameraNeeds } from './cameras.commands.ts';
export { CAMERA_CUSTODY_ROWS, findHoldings } from './custody.store.ts';
export { FIRMWARE_ROWS } from './firmware.store.ts';

/** Cameras from their delivery on: in whose stock each is, who holds it, and who held it before. */
export const cameras: Module<CameraNeeds & ImportNeeds> = {
  name: 'cameras',
  entities: [CameraEntity],
  migrations: [defineMigration('2026-12-01-cameras', [...CAMERA_TABLES, ...CUSTODY_TABLES, ...FIRMWARE_TABLES])],
  rights: { ...CAMERA_RIGHTS, ...CUSTODY_RIGHTS, ...FIRMWARE_RIGHTS },
  start: (shared) => ({
    rpcs: provide(shared, [...CAMERA_COMMANDS, ...IMPORT_RPCS, importCustody, ...STEP_COMMANDS, ...CAMERA_QUERIES]),
  }),
};
