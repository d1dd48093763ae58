import {
  BeatNorm as NormMessage,
  BeatServiceService,
  type PreviewNormRequest,
  type SetNormRequest,
} from '@safe-community/contracts/officers/v1/beat_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkName,
  invalid,
  isRefused,
  notFound,
  parseFields,
  requirePreview,
  within,
  type Decision,
  type Fields,
  type Recorded,
  type Refusal,
} from '@safe-community/domain-kit';
import type { Rights } from '@safe-community/security/policy';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { previewTokenOf, recordRule, type RuleCommand } from '@safe-community/service-kit/dated-rules';
import { oblastOfUnit } from '../territory/module.ts';
import { changedEvent, createdEvent } from './beat.events.ts';
import { toBeatMessage, toNormMessage, toRuleStatus } from './beat.mapping.ts';
import { beatsOfHromada, insertBeat, lockBeat, lockHromadas, updateBeat } from './beat.store.ts';
import { changeBeat, checkBeatPlace, checkUnits, createBeat, type Beat } from './beat.ts';
import { NORMS } from './norm.store.ts';
import { checkNorm, checkValidFrom, versionOfNorm, type BeatNorm } from './norm.ts';
import { checkNotMerged, checkNotOccupied, hromadasOfUnits, placesOf, type KnownUnits } from './places.ts';

interface Deps {
  readonly directory: KnownUnits;
}

const { command } = given<Deps>();

const create = command(BeatServiceService.createBeat, {
  async parse({ request: { hromadaCode, unitCodes }, fields, clock, deps: { directory } }) {
    const places = await placesOf({ hromadaCode, starostaDistrictCode: '' }, directory);
    fields.check(checkBeatPlace({ hromadaCode, starostaDistrictCode: '' }, places, ''));
    const now = clock.now();
    fields.check(checkNotMerged(hromadaCode, directory, now));
    fields.check(checkUnits(unitCodes, hromadaCode, hromadasOfUnits(directory, now)));
    const name = fields.text('name', checkName);
    const validFrom = fields.optionalTime('valid_from_time');
    return { beat: { hromadaCode, name, unitCodes, validFrom }, oblastCode: places.oblastCode };
  },
  authorize: ({ call: { rights }, command: { beat, oblastCode } }) =>
    checkTerritory(rights, beat.hromadaCode, oblastCode),
  async load({ tx, command: { beat } }) {
    const { hromadaCode } = beat;
    await lockHromadas(tx, [hromadaCode]);
    return unitsOf(await beatsOfHromada(tx, hromadaCode));
  },
  decide({ loaded: covered, command: { beat, oblastCode }, deps: { directory }, now, newId }) {
    const created = createBeat(beat, covered, { now, newId });
    if (isRefused(created)) return created;
    const violations = checkNotOccupied(created, directory, created.validFrom, fieldOf(created));
    return violations.length > 0 ? invalid(violations) : { beat: created, oblastCode };
  },
  save: async ({ tx, change: created }) => (await insertBeat(tx, created.beat)) ?? created,
  events: ({ saved: { beat, oblastCode } }) => [createdEvent(beat, oblastCode)],
  subjects: ({ saved: { beat } }) => [beat.beatId],
  reply: ({ saved: { beat } }) => ({ beat: toBeatMessage(beat) }),
  afterCommit: afterRefresh,
});

const change = command(BeatServiceService.changeBeat, {
  parse: ({ request: { etag, unitCodes }, fields }) => ({
    beatId: fields.uuid('beat_id'),
    edit: { etag, name: fields.text('name', checkOptionalName), unitCodes },
  }),
  load: ({ tx, command: { beatId } }) => loadBeat(tx, beatId),
  authorizeLoaded: ({ call: { rights }, loaded: { beat, oblastCode } }) =>
    checkTerritory(rights, beat.hromadaCode, oblastCode),
  decide({ loaded: { beat, others, oblastCode }, command: { edit }, now, deps: { directory } }) {
    // The beat of a merged hromada may cover parts of its successor.
    const current = directory.successor(beat.hromadaCode, now);
    const violations = checkUnits(edit.unitCodes, current, hromadasOfUnits(directory, now));
    if (violations.length > 0) return invalid(violations);
    const changed = changeBeat(beat, edit, unitsOf(others));
    if (isRefused(changed)) return changed;
    const occupied = edit.unitCodes.length === 0 ? [] : checkNotOccupied(changed, directory, now, fieldOf(changed));
    return occupied.length > 0 ? invalid(occupied) : { beat: changed, oblastCode };
  },
  save: async ({ tx, change: changed, now }) => (await updateBeat(tx, changed.beat, now)) ?? changed,
  events: ({ saved: { beat, oblastCode }, now }) => [changedEvent(beat, oblastCode, now)],
  subjects: ({ saved: { beat } }) => [beat.beatId],
  reply: ({ saved: { beat } }) => ({ beat: toBeatMessage(beat) }),
  afterCommit: afterRefresh,
});

/** The field of a request that says what the beat covers. */
function fieldOf({ isWhole }: Beat): string {
  return isWhole ? 'hromada_code' : 'unit_codes';
}

const checkOptionalName = (name: string, field: string) => (name === '' ? [] : checkName(name, field));

/** A beat for a change, and the other beats of its hromada, which is locked until the transaction ends. */
export async function loadBeat(
  tx: EntityManager,
  beatId: string,
): Promise<Decision<{ readonly beat: Beat; readonly others: readonly Beat[]; readonly oblastCode: string }>> {
  const beat = await lockBeat(tx, beatId);
  if (beat === undefined) return notFound('beat');
  const others = (await beatsOfHromada(tx, beat.hromadaCode)).filter((other) => other.beatId !== beatId);
  return { beat, others, oblastCode: await oblastOfUnit(tx, beat.hromadaCode) };
}

export function checkTerritory(rights: Rights, hromadaCode: string, oblastCode: string): Refusal | undefined {
  return refuseOutside(rights, { hromadaCode, oblastCode }, 'the beat');
}

function unitsOf(beats: readonly Beat[]): ReadonlySet<string> {
  return new Set(beats.flatMap(({ unitCodes }) => unitCodes));
}

interface Refreshing<Response> {
  readonly response: Response;
  readonly deps: { readonly directory: Pick<KnownUnits, 'refresh'> };
}

/** An `afterCommit`: the caller's next read shows the write. */
export async function afterRefresh<Response>({ response, deps: { directory } }: Refreshing<Response>) {
  await directory.refresh();
  return response;
}

interface NormCommand extends RuleCommand<BeatNorm> {
  readonly previewToken: string;
}

const setNorm = command(BeatServiceService.setNorm, {
  parse({ request, fields }) {
    const rule = readNorm(request, fields);
    return isRefused(rule) ? rule : { rule, etag: request.etag, previewToken: request.previewToken };
  },
  ...recordRule<BeatNorm, NormCommand>(NORMS, {
    versionOf: versionOfNorm,
    refuse({ command: { rule, previewToken }, present, now }) {
      const violations = checkValidFrom(rule.validFrom, now, 'norm.');
      if (violations.length > 0) return invalid(violations);
      return requirePreview(previewToken, normTokenOf(present, rule), 'a norm changes how many beats are required');
    },
  }),
  subjects: ({ saved: { validFrom } }) => [`beat-norm-${validFrom.toISOString()}`],
  reply: ({ saved: norm }) => ({ norm: toNormMessage(norm) }),
});

export function normTokenOf(present: readonly Recorded<BeatNorm>[], norm: BeatNorm): string {
  return previewTokenOf(NormMessage.encode(toNormMessage(norm)).finish(), present);
}

const NO_NORM = NormMessage.fromPartial({});

/** The norm of a request; its violations are those of the request. */
export function readNorm<Request extends SetNormRequest | PreviewNormRequest>(
  { norm = NO_NORM }: Request,
  fields: Fields<Request>,
): Decision<BeatNorm> {
  const read = parseFields(norm, (message, own) => ({
    peopleRural: message.peopleRural,
    peopleUrban: message.peopleUrban,
    largePopulation: message.largeHromadaPopulation || undefined,
    validFrom: own.time('valid_from_time'),
    source: message.source,
    status: own.word('status', toRuleStatus, 'statuses'),
  }));
  if ('violations' in read) return fields.refusal(within('norm', read.violations));
  fields.check(checkNorm(read.value, 'norm.'));
  return read.value;
}

export const BEAT_COMMANDS: readonly Rpc<Deps>[] = [create, change, setNorm];
