import { defineMigration } from '@safe-community/database';
import { provide, type Module } from '@safe-community/service-kit';
import { RECRUITMENT_COMMANDS } from './recruitment.commands.ts';
import { RECRUITMENT_QUERIES, type RecruitmentNeeds } from './recruitment.queries.ts';
import { RECRUITMENT_RIGHTS, RECRUITMENT_TABLES } from './recruitment.store.ts';

/** Recruitment of community officers: targets, the pipeline, the forecast, and where officers are missing. */
export const recruitment: Module<RecruitmentNeeds> = {
  name: 'recruitment',
  migrations: [defineMigration('2026-12-01-recruitment', RECRUITMENT_TABLES)],
  rights: RECRUITMENT_RIGHTS,
  start: (shared) => ({ rpcs: provide(shared, [...RECRUITMENT_COMMANDS, ...RECRUITMENT_QUERIES]) }),
};
