import {
  WorksList as ListMessage,
  WorksServiceService as Works,
} from '@safe-community/contracts/incidents/v1/works_service.ts';
import type { EntityManager } from '@safe-community/database';
import {
  checkDay,
  etagOf,
  isRefused,
  kyivDay,
  notFound,
  unless,
  within,
  type Day,
  type Decision,
} from '@safe-community/domain-kit';
import { given, refuseOutside, type Rpc } from '@safe-community/service-kit';
import { incidentStep, type IncidentCase, type IncidentSteps, type Step } from '../incident/module.ts';
import { checkDailyHours, isOverDoubtfulLimit, readLaw, worksRuleOn } from '../law/module.ts';
import type { Territory } from '../routing/module.ts';
import { findWorks, type ImposedWorks } from '../sanctions/module.ts';
import { dayEvent, endedEvent, referredEvent } from './works.events.ts';
import { toReturnReason } from './works.mapping.ts';
import { executionsOf, insertExecution, insertList, listOn, lockList, saveDay, saveEnd } from './works.store.ts';
import {
  checkValid,
  complete,
  hoursWorked,
  recordDay,
  refer,
  requireReferred,
  returnToCourt,
  type Execution,
} from './works.ts';
import { checkWorksList, nextListVersion } from './works-list.ts';

/** What the module needs from the service. */
export interface WorksShared extends IncidentSteps {
  readonly territory: Pick<Territory, 'find'>;
}

const { command } = given<WorksShared>();

/** Records the list of works that a council has decided; the former version of its first day stays readable. */
const recordWorksList = command(Works.recordWorksList, {
  parse({ request: { list = ListMessage.fromPartial({}), etag }, fields, deps: { territory } }) {
    const hromada = territory.find(list.hromadaCode);
    const known = unless(hromada !== undefined, 'hromada_code', 'must be the KATOTTG code of a known hromada or city');
    fields.check(within('list', [...known, ...checkWorksList(list)]));
    return { list, oblastCode: hromada?.oblastCode ?? '', etag };
  },
  authorize({ command: { list, oblastCode }, call: { rights } }) {
    const { hromadaCode } = list;
    return refuseOutside(rights, { hromadaCode, oblastCode }, 'the hromada', [hromadaCode]);
  },
  load: async ({ tx, command: { list } }) => ({ latest: await lockList(tx, list) }),
  decide({ loaded: { latest }, command: { list, etag }, now, call }) {
    const version = nextListVersion(latest, etag);
    return isRefused(version) ? version : { ...list, version, recordedAt: now, caller: call.caller.name };
  },
  async save({ tx, change: list }) {
    await insertList(tx, list);
    return list;
  },
  subjects: ({ saved: { hromadaCode, validFrom } }) => [`works-list-${hromadaCode}-${validFrom}`],
  reply: ({ saved: list }) => ({ etag: etagOf(list) }),
});

/** Works of a locked incident. */
interface FoundWorks {
  readonly imposed: ImposedWorks;
  readonly execution: Execution | undefined;
}

async function loadWorks(tx: EntityManager, incidentId: string, outcomeId: string): Promise<Decision<FoundWorks>> {
  const imposed = (await findWorks(tx, incidentId)).find((works) => works.outcomeId === outcomeId);
  if (imposed === undefined) return notFound('works');
  const executions = await executionsOf(tx, incidentId);
  const execution = executions.find((works) => works.outcomeId === outcomeId);
  return checkValid(imposed) ?? { imposed, execution };
}

/** The change of an incident by a step of its works: its state stays. */
function changeOf({ incident, now }: Pick<Step<unknown>, 'incident' | 'now'>, kind: string, outcomeId: string) {
  return { incident, kind, happenedAt: now, details: { outcome_id: outcomeId } };
}

/** The ruling reaches the probation authority. */
const referWorks = incidentStep(Works.referWorks, {
  parse: ({ request: { itemCode }, fields }) => ({
    outcomeId: fields.uuid('outcome_id'),
    effectiveOn: fields.text('effective_date', checkDay),
    referredOn: fields.text('referred_date', checkDay),
    itemCode,
  }),
  async load({ tx, incident: { incidentId, hromadaCode }, command: { outcomeId, referredOn } }) {
    const found = await loadWorks(tx, incidentId, outcomeId);
    if (isRefused(found)) return found;
    return { ...found, law: await readLaw(tx), list: await listOn(tx, hromadaCode, referredOn) };
  },
  decide(step) {
    const { command: referral, now } = step;
    const { imposed, execution, law, list } = step.loaded;
    const { hromadaCode } = step.incident;
    const rule = worksRuleOn(law, imposed.kind, referral.effectiveOn);
    const facts = { hromadaCode, list, rule, execution, now, today: kyivDay(now) };
    const referred = refer(referral, facts);
    return isRefused(referred)
      ? referred
      : { ...changeOf(step, 'works-referred', imposed.outcomeId), imposed, referred };
  },
  save: ({ tx, before, change }) => insertExecution(tx, before.incidentId, change.referred.execution),
  events: ({ before, change: { imposed, referred } }) => [referredEvent(before, imposed, referred.execution)],
  reply: ({ incident: { version }, change: { referred } }) => ({
    version,
    dueDate: referred.dueOn,
    late: referred.execution.isLate,
  }),
});

const recordWorkDay = incidentStep(Works.recordWorkDay, {
  parse: ({ request: { hours, missedHours }, fields }) => ({
    outcomeId: fields.uuid('outcome_id'),
    day: { day: fields.text('day', checkDay), hours, missedHours },
  }),
  async load({ tx, incident: { incidentId }, command: { outcomeId } }) {
    const found = await loadWorks(tx, incidentId, outcomeId);
    return isRefused(found) ? found : { ...found, law: await readLaw(tx) };
  },
  decide(step) {
    const { imposed, law } = step.loaded;
    const { day } = step.command;
    const execution = requireReferred(step.loaded.execution);
    if (isRefused(execution)) return execution;
    const { minor, kind, outcomeId } = imposed;
    const [rule, daily] = [worksRuleOn(law, kind, day.day), { hours: day.hours, minor }];
    const overLimit = checkDailyHours(rule, daily, 'hours');
    const recorded = recordDay(execution, imposed, day, overLimit, kyivDay(step.now));
    return isRefused(recorded)
      ? recorded
      : {
          ...changeOf(step, 'work-hours-recorded', outcomeId),
          imposed,
          recorded,
          isOver: isOverDoubtfulLimit(rule, daily),
        };
  },
  save: ({ tx, change: { imposed, recorded } }) => saveDay(tx, imposed.outcomeId, recorded.day),
  events: ({ before, change: { imposed, recorded }, now }) => [dayEvent(before, imposed, recorded, now)],
  reply({ incident: { version }, change: { imposed, recorded, isOver } }) {
    const worked = hoursWorked(recorded.execution);
    return { version, hoursWorked: worked, hoursLeft: imposed.hours - worked, outsideUnconfirmedLimit: isOver };
  },
});

const completeWorks = incidentStep(Works.completeWorks, {
  parse: ({ fields }) => ({
    outcomeId: fields.uuid('outcome_id'),
    endedOn: fields.text('completed_date', checkDay),
  }),
  load: ({ tx, incident: { incidentId }, command: { outcomeId } }) => loadWorks(tx, incidentId, outcomeId),
  decide: (step) =>
    ended(step, 'works-completed', (execution, imposed, today) =>
      complete(execution, imposed, step.command.endedOn, today),
    ),
  save: ({ tx, change }) => saveEnd(tx, change.execution),
  events: (step) => eventsOfEnd(step),
  reply: ({ incident: { version } }) => ({ version }),
});

const returnWorks = incidentStep(Works.returnWorks, {
  parse: ({ fields }) => ({
    outcomeId: fields.uuid('outcome_id'),
    endedOn: fields.text('returned_date', checkDay),
    reason: fields.word('reason', toReturnReason, 'reasons'),
  }),
  load: ({ tx, incident: { incidentId }, command: { outcomeId } }) => loadWorks(tx, incidentId, outcomeId),
  decide: (step) =>
    ended(step, 'works-returned', (execution, _imposed, today) => returnToCourt(execution, step.command, today)),
  save: ({ tx, change }) => saveEnd(tx, change.execution),
  events: (step) => eventsOfEnd(step),
  reply: ({ incident: { version } }) => ({ version }),
});

function ended(
  step: Step<FoundWorks>,
  kind: string,
  end: (execution: Execution, imposed: ImposedWorks, today: Day) => Decision<Execution>,
) {
  const { imposed } = step.loaded;
  const referred = requireReferred(step.loaded.execution);
  const execution = isRefused(referred) ? referred : end(referred, imposed, kyivDay(step.now));
  return isRefused(execution) ? execution : { ...changeOf(step, kind, imposed.outcomeId), imposed, execution };
}

interface EndedStep {
  readonly before: IncidentCase;
  readonly change: { readonly imposed: ImposedWorks; readonly execution: Execution };
  readonly now: Date;
}

function eventsOfEnd({ before, change: { imposed, execution }, now }: EndedStep) {
  return [endedEvent(before, imposed, execution, now)];
}

export const WORKS_COMMANDS: readonly Rpc<WorksShared>[] = [
  recordWorksList,
  referWorks,
  recordWorkDay,
  completeWorks,
  returnWorks,
];
