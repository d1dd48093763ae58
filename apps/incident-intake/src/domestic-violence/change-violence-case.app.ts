import type { NewEvent } from '@safe-community/events';
import type { AnswerCodec } from '@safe-community/ledger';
import type { ViolenceCase } from './violence-case.ts';
import { changeIncident, type Step, type StepOrder } from '../incident/change-incident.app.ts';
import { caseNotOpened, demandCaseVersion, demandKept, demandViolence } from './case-refusals.app.ts';
import type { ViolencePorts } from './violence-ports.app.ts';

/** A change of a case under way, within its transaction. */
export interface CaseStep<Found = ViolenceCase> extends Omit<Step, 'save'> {
  readonly violence: Found;
  /**
   * Ends the change: the case and its incident are each one version on, and the incident's history says what
   * happened, in facts that tell of nobody. Resolves to the version of the case.
   */
  readonly finish: (
    kind: string,
    details?: Readonly<Record<string, string>>,
    events?: readonly NewEvent[],
  ) => Promise<number>;
}

/** Changes a case that was opened; `expectedVersion` of the order is that of the case. */
export function changeViolenceCase<Response>(
  ports: ViolencePorts,
  order: StepOrder,
  answer: AnswerCodec<Response>,
  carryOut: (step: CaseStep) => Promise<Response>,
): Promise<Response> {
  return openOrChangeCase(ports, order, answer, async (step) => {
    const { violence } = step;
    if (violence === undefined) throw caseNotOpened();
    demandCaseVersion(violence, order.expectedVersion);
    return carryOut({ ...step, violence });
  });
}

/** The same for who can do with a case that was not opened yet, and sees to the version. */
export function openOrChangeCase<Response>(
  ports: ViolencePorts,
  order: StepOrder,
  answer: AnswerCodec<Response>,
  carryOut: (step: CaseStep<ViolenceCase | undefined>) => Promise<Response>,
): Promise<Response> {
  const whateverVersion = { ...order, expectedVersion: 0 };
  return changeIncident(ports, whateverVersion, answer, async (step) => {
    const { em, incident, now } = step;
    demandViolence(incident.category);
    demandKept(incident.erasedAt);
    const violence = await ports.violence.find(em, incident.incidentId);
    return carryOut({
      ...step,
      violence,
      finish: async (kind, details = {}, events = []) => {
        const version = await ports.violence.nextVersion(em, incident.incidentId, violence?.version ?? 0);
        await step.save({ incident, kind, happenedAt: now, details }, events);
        return version;
      },
    });
  });
}
