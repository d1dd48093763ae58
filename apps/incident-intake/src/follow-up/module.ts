import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { voiceTokens } from '../voices/module.ts';
import { FOLLOW_UP_RIGHTS, FOLLOW_UP_TABLES } from './additions.store.ts';
import { FOLLOW_UP_COMMANDS, type FollowUpShared } from './follow-up.commands.ts';
import { getReportStatus } from './status.queries.ts';

export type { Addition } from './addition.ts';
export {
  ADDITION_ROWS,
  ADDITIONS_OF_MANY,
  decryptAddition,
  decryptKeyedAddition,
  forgetAdditions,
  type KeyedAdditionRow,
} from './additions.store.ts';
export { findReport } from './followed-reports.store.ts';
/** @public Imported by pure files of other modules from where it is. */
export { isTellable } from './public-status.ts';
export { publicStatus, voicedStatus, type FollowedReport, type PublicStatus } from './public-status.ts';

/** The reporter's own service: follows a report by its tracking token, adds to it, confirms or reopens it. */
export const followUp: Module<FollowUpShared> = {
  name: 'follow-up',
  migrations: [defineMigration('2026-12-01-follow-up', FOLLOW_UP_TABLES)],
  rights: FOLLOW_UP_RIGHTS,
  start: (shared) => {
    const status = { ...shared, voiceTokens: voiceTokens(shared.keyring) };
    return { rpcs: [...provide(shared, FOLLOW_UP_COMMANDS), ...provide(status, [getReportStatus])] };
  },
};
