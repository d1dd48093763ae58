import type { Module } from '@safe-community/service-kit';
import type { OfficerRegistry } from '../strength/module.ts';
import { CAMERA_RIGHTS, CameraEntity } from './camera.store.ts';
import { cameraCommands } from './cameras.commands.ts';

export { CAMERA_TABLES } from './camera.store.ts';

/** Cameras from their delivery on: in whose stock each is, and who holds it. */
export const cameras: Module<{ readonly registry: OfficerRegistry }> = {
  name: 'cameras',
  entities: [CameraEntity],
  rights: CAMERA_RIGHTS,
  start: ({ registry }) => ({ rpcs: cameraCommands(registry) }),
};
