import { defineMigration } from '@safe-community/database';
import type { Module } from '@safe-community/service-kit';
import { RECRUITMENT_COMMANDS } from './recruitment.commands.ts';
import { recruitmentQueries, type RecruitmentNeeds } from './recruitment.queries.ts';
import { RECRUITMENT_RIGHTS, RECRUITMENT_TABLES } from './recruitment.store.ts';

/** Recruitment of community officers: targets, the pipeline, the forecast, and where officers are missing. */
export const recruitment: Module<RecruitmentNeeds> = {
  name: 'recruitment',
  migrations: [defineMigration('2026-12-01-recruitment', RECRUITMENT_TABLES)],
  rights: RECRUITMENT_RIGHTS,
  start: (shared) => ({ rpcs: [...RECRUITMENT_COMMANDS, ...recruitmentQueries(shared)] }),
};
