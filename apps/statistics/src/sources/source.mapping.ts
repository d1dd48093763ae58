import { Completeness, type Coverage as CoverageMessage } from '@safe-community/contracts/statistics/v1/coverage.ts';
import {
  ReportedMatter,
  type Source as SourceMessage,
  type SourceDeclaration,
} from '@safe-community/contracts/statistics/v1/source.ts';
import { enumNames } from '@safe-community/domain-kit';
import { categoryNumber, toCategory } from '../incidents/module.ts';
import { COMPLETENESSES, type Coverage } from './coverage.ts';
import { MATTERS, type DeclaredSource, type DraftDeclaration } from './declaration.ts';
import type { Silence } from '../heard/module.ts';

const { numberOf: completenessNumber } = enumNames(Completeness, COMPLETENESSES);
const { nameOf: toMatter, numberOf: matterNumber } = enumNames(ReportedMatter, MATTERS);

export function toDraft({ matters, categories, lastDay, ...message }: SourceDeclaration): DraftDeclaration {
  return {
    ...message,
    matters: matters.map(toMatter),
    categories: categories.map(toCategory),
    lastDay: lastDay === '' ? undefined : lastDay,
  };
}

export function toSourceMessage(declared: DeclaredSource, silence: Silence | undefined): SourceMessage {
  const { declarationId, endedSaidBy, matters, categories, lastDay, territoryCodes, ...declaration } = declared;
  return {
    declarationId,
    declaration: {
      ...declaration,
      territoryCodes: [...territoryCodes],
      matters: matters.map(matterNumber),
      categories: categories.map(categoryNumber),
      lastDay: lastDay ?? '',
    },
    silence: silence && {
      since: silence.since ?? '',
      longestGapDays: silence.longestGapDays,
    },
    endedSaidBy: endedSaidBy ?? '',
  };
}

export function toCoverageMessage({ completeness, coveredPercent }: Coverage): CoverageMessage {
  return { completeness: completenessNumber(completeness), coveredPercent };
}
