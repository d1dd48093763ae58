import { SourceDeclaration } from '@safe-community/contracts/statistics/v1/source.ts';
import { SourceServiceService as Sources } from '@safe-community/contracts/statistics/v1/source_service.ts';
import { checkUuid, kyivDay, notFound, within } from '@safe-community/domain-kit';
import { command, type Rpc } from '@safe-community/service-kit';
import { Gazetteer, readListedUnits, readMergers } from '../territory/module.ts';
import {
  asDeclaration,
  checkDeclaration,
  checkEnding,
  endDeclaration,
  refuseOverlap,
  type DeclaredSource,
} from './declaration.ts';
import { insertDeclaration, lockDeclaration, lockDeclarationsOf, saveEnd } from './declarations.store.ts';
import { codesAround } from './reporting.store.ts';
import { toDraft, toSourceMessage } from './source.mapping.ts';

const declareSource = command(Sources.declareSource, {
  async parse({ request: { declaration = SourceDeclaration.fromPartial({}) }, fields, database }) {
    const draft = toDraft(declaration);
    const tx = database.em.fork();
    const gazetteer = new Gazetteer(await readListedUnits(tx));
    const mergers = new Map((await readMergers(tx)).map(({ code, effectiveDate }) => [code, effectiveDate]));
    const places = {
      levelOf: (code: string) => gazetteer.levelOf(code),
      existsOn: (code: string, day: string) => (mergers.get(code) ?? '9999') > day,
      around: codesAround,
    };
    fields.check(within('declaration', checkDeclaration(draft, places)));
    return asDeclaration(draft);
  },
  load: ({ tx, command: { source } }) => lockDeclarationsOf(tx, source),
  decide: ({ command: declaration, loaded: ofSource, newId }) =>
    refuseOverlap(declaration, ofSource, codesAround) ?? {
      ...declaration,
      declarationId: newId(),
      endedSaidBy: undefined,
    },
  async save({ tx, change, call, now }): Promise<DeclaredSource> {
    await insertDeclaration(tx, change, { caller: call.caller.name, at: now, today: kyivDay(now) });
    return change;
  },
  subjects: ({ saved: { declarationId, source } }) => [source, declarationId],
  reply: ({ saved }) => ({ source: toSourceMessage(saved, undefined) }),
});

const endSource = command(Sources.endSource, {
  parse({ request: { declarationId, lastDay, saidBy }, fields, clock }) {
    fields.check(checkUuid(declarationId, 'declaration_id'));
    fields.check(checkEnding({ lastDay, saidBy }, kyivDay(clock.now())));
    return { declarationId, ending: { lastDay, saidBy } };
  },
  load: async ({ tx, command: { declarationId } }) =>
    (await lockDeclaration(tx, declarationId)) ?? notFound('there is no such declaration'),
  decide: ({ loaded, command: { ending } }) => endDeclaration(loaded, ending),
  async save({ tx, change, now }): Promise<DeclaredSource> {
    await saveEnd(tx, change, kyivDay(now));
    return change;
  },
  subjects: ({ saved: { declarationId, source } }) => [source, declarationId],
  reply: ({ saved }) => ({ source: toSourceMessage(saved, undefined) }),
});

export const SOURCE_COMMANDS: readonly Rpc[] = [declareSource, endSource];
