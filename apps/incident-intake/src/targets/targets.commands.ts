import { ResponseTargetServiceService as Targets } from '@safe-community/contracts/incidents/v1/response_target_service.ts';
import { within } from '@safe-community/domain-kit';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { recordRule } from '@safe-community/service-kit/dated-rules';
import { refuseOverlap, seriesOf, type ResponseTarget } from './response-target.ts';
import { readTarget } from './targets.mapping.ts';
import { TARGETS } from './targets.store.ts';

/** What the commands need from the service. */
export interface TargetSteps {
  readonly territory: {
    /** The place of a promise; of a target of the whole country, no caller's own territory has its place. */
    find(hromadaCode: string): { readonly oblastCode: string } | undefined;
  };
}

const { command } = given<TargetSteps>();

interface TargetCommand {
  readonly rule: ResponseTarget;
  readonly etag: string;
  readonly oblastCode: string;
}

const setTarget = command(Targets.setResponseTarget, {
  parse({ request: { target: message, etag }, fields, deps: { territory } }) {
    if (message === undefined) return fields.refusal([{ field: 'target', rule: 'must be given' }]);
    const read = readTarget(message);
    if ('violations' in read) return fields.refusal(within('target', read.violations));
    const { hromadaCode } = read.value;
    const oblastCode = hromadaCode === '' ? '' : territory.find(hromadaCode)?.oblastCode;
    if (oblastCode === undefined) {
      return fields.refusal([{ field: 'target.hromada_code', rule: 'must be the code of a known hromada or city' }]);
    }
    return { rule: read.value, etag, oblastCode };
  },
  authorize: ({ command: { rule, oblastCode }, call: { rights } }) =>
    refuseOutside(rights, { oblastCode, hromadaCode: rule.hromadaCode }, 'the target'),
  ...recordRule<ResponseTarget, TargetCommand>(TARGETS, {
    refuse: ({ command: { rule }, present }) => refuseOverlap(rule, present),
  }),
  subjects: ({ saved: target }) => [`response-target-${seriesOf(target).replaceAll('/', '-')}-${target.validFrom}`],
  reply: () => ({}),
});

export const TARGET_COMMANDS: readonly Rpc<TargetSteps>[] = [setTarget];
