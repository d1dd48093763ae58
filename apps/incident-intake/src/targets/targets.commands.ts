import { ResponseTargetServiceService as Targets } from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { invalid, within } from '@safe-community/domain-kit';
import { refuseOutside, type Rpc, given } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { refuseOverlap, seriesOf } from './response-target.ts';
import { readTarget } from './targets.mapping.ts';
import { TARGETS } from './targets.store.ts';

type Deps = { readonly findHromada: PlaceOfHromada };

const { command } = given<Deps>();

/** The oblast and hromada of a promise; of a target of the whole country, no caller's own territory has its place. */
export type PlaceOfHromada = (hromadaCode: string) => { readonly oblastCode: string } | undefined;

const recording = recordRule(TARGETS);

const setTarget = command(Targets.setResponseTarget, {
  ...recording,
  parse({ request: { target: message, etag }, fields, deps: { findHromada } }) {
    if (message === undefined) throw invalid([...fields.violations, { field: 'target', rule: 'must be given' }]);
    const read = readTarget(message);
    if ('violations' in read) throw invalid([...fields.violations, ...within('target', read.violations)]);
    const { hromadaCode } = read.value;
    const oblastCode = hromadaCode === '' ? '' : findHromada(hromadaCode)?.oblastCode;
    if (oblastCode === undefined) {
      fields.check([{ field: 'target.hromada_code', rule: 'must be the code of a known hromada or city' }]);
    }
    return { rule: read.value, etag, oblastCode: oblastCode ?? '' };
  },
  authorize: ({
    call: { rights },
    command: {
      rule: { hromadaCode },
      oblastCode,
    },
  }) => refuseOutside(rights, { oblastCode, hromadaCode }, 'the target'),
  async load({ tx, command: given }) {
    // The lock makes two targets wait for each other.
    const loaded = await recording.load(tx, given);
    return { ...loaded, targets: await TARGETS.list(tx) };
  },
  decide: ({ loaded: { targets, ...loaded }, command: given }) =>
    refuseOverlap(given.rule, targets) ?? recording.decide(loaded, given),
  subjects: ({ saved: target }) => [`response-target-${seriesOf(target).replaceAll('/', '-')}-${target.validFrom}`],
  reply: () => ({}),
});

export const TARGET_COMMANDS: readonly Rpc<Deps>[] = [setTarget];
