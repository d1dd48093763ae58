import type { Module } from '@safe-community/service-kit';
import { beatCommands, type BeatCommandNeeds } from './beats.commands.ts';
import { beatQueries } from './beats.queries.ts';
import { refreshDirectory } from './directory.jobs.ts';

export { officerDirectory, type Directory } from './directory.adapter.ts';

/** Who serves where: assignments to beats, the responsible officer of a place, and coverage. */
export const beats: Module<BeatCommandNeeds> = {
  name: 'beats',
  start: ({ directory, largeHromadas }) => ({
    rpcs: [...beatCommands({ directory, largeHromadas }), ...beatQueries(directory)],
    jobs: [refreshDirectory(directory)],
    load: () => directory.refresh(),
    onKeysChanged: () => directory.rewrap(),
  }),
};
