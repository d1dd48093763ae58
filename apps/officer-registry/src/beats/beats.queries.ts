import {
  BeatServiceService,
  ListBeatsRequest,
  type NormEffect as EffectMessage,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import { inForce, invalid, kyivDay } from '@safe-community/domain-kit';
import { nextPageToken, pageOf, readListPage, toId } from '@safe-community/grpc-kit';
import { given, type Rpc } from '@safe-community/service-kit';
import { toRecordMessages } from '@safe-community/service-kit/dated-rules';
import { oblasts } from '@safe-community/territory';
import {
  checkKnownHromada,
  checkOblast,
  hromadasOn,
  partsOf,
  readHistory,
  type FindUnit,
} from '../territory/module.ts';
import { toBeatMessage, toNormMessage } from './beat.mapping.ts';
import { listBeats } from './beat.store.ts';
import { normTokenOf, readNorm } from './beats.commands.ts';
import { NORMS } from './norm.store.ts';
import { checkValidFrom, effectOf, type BeatNorm, type CountedHromada, type NormEffect } from './norm.ts';

interface Deps {
  readonly findUnit: FindUnit;
}

const { query } = given<Deps>();

/** The digits of a code that name its oblast. */
const OBLAST_PREFIX = 'UA05'.length;

const listAll = query(BeatServiceService.listBeats, {
  async parse({ request, fields, deps: { findUnit } }) {
    const { hromadaCode, oblastCode, includeRetired } = request;
    fields.check(await checkKnownHromada(findUnit, hromadaCode, 'hromada_code'));
    fields.text('oblast_code', checkOblast);
    const list = readListPage(request, fields, ListBeatsRequest, toId);
    return { list, hromadaCode, beats: { oblastPrefix: oblastCode.slice(0, OBLAST_PREFIX), includeRetired } };
  },
  async read({ query: { list, hromadaCode, beats }, database, clock }) {
    const { place, size } = list;
    const em = database.em.fork();
    const hromadaCodes = hromadaCode === '' ? [] : await partsOf(em, hromadaCode, kyivDay(clock.now()));
    return pageOf(await listBeats(em, { ...beats, hromadaCodes }, place, size + 1), size);
  },
  reply: ({ found: { page, last }, query: { list } }) => ({
    beats: page.map(toBeatMessage),
    nextPageToken: nextPageToken(list, last?.beatId),
  }),
});

const listNorms = query(BeatServiceService.listNorms, {
  parse: ({ request: { includeReplaced } }) => ({ includeReplaced }),
  read: async ({ query: { includeReplaced }, database }) =>
    (await NORMS.list(database.em.fork(), includeReplaced)).toReversed(),
  reply: ({ found: norms }) => ({ norms: norms.map(toNormMessage), records: toRecordMessages(norms) }),
});

const previewNorm = query(BeatServiceService.previewNorm, {
  parse: ({ request, fields }) => readNorm(request, fields),
  async read({ query: after, database, clock }) {
    const violations = checkValidFrom(after.validFrom, clock.now(), 'norm.');
    if (violations.length > 0) return invalid(violations);
    const em = database.em.fork();
    const norms = await NORMS.list(em);
    const places = hromadasOn(await readHistory(em), kyivDay(after.validFrom));
    const previewToken = normTokenOf(norms, after);
    return { ...effects(places, { before: inForce(norms, after.validFrom), after }), previewToken };
  },
  reply: ({ found: { total, byOblast, previewToken } }) => ({ oblasts: byOblast, total, previewToken }),
});

/** By oblast, in the order of their codes, and in total. */
function effects(places: readonly CountedHromada[], norms: { before: BeatNorm | undefined; after: BeatNorm }) {
  const ofOblast = Map.groupBy(places, ({ oblastCode }) => oblastCode);
  const byOblast = oblasts().map(({ code }) => toEffect(code, effectOf(ofOblast.get(code) ?? [], norms)));
  return { byOblast, total: toEffect('', effectOf(places, norms)) };
}

function toEffect(oblastCode: string, effect: NormEffect): EffectMessage {
  return { oblastCode, ...effect };
}

export const BEAT_QUERIES: readonly Rpc<Deps>[] = [listAll, previewNorm, listNorms];
