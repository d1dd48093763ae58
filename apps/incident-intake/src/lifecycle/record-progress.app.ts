import { RecordResponderProgressResponse } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { notFound } from '@safe-community/domain-kit';
import { recordProgress as progressed, type Progress } from '../incident/record-progress.ts';
import type { CasePorts } from '../incident/case-ports.app.ts';
import { accept } from '../incident/accept.app.ts';
import { changeIncident, type StepOrder } from '../incident/change-incident.app.ts';
import { factsOfResponder } from '../incident/facts-of-responder.app.ts';
import { standingOf } from '../incident/standing.app.ts';

/** Records how far one of the incident's responders has come. */
export function recordProgress(
  ports: CasePorts,
  order: StepOrder,
  responderId: string,
  progress: Progress,
): Promise<RecordResponderProgressResponse> {
  return changeIncident(ports, order, RecordResponderProgressResponse, async ({ incident, policy, now, save }) => {
    const responder = incident.responders.find((each) => each.responderId === responderId);
    if (responder === undefined) throw notFound('responder');
    const change = accept(progressed(incident, responder, progress, policy, now));
    const saved = await save(change, factsOfResponder(incident, change, responderId, progress.progress));
    return { standing: standingOf(saved, change.happenedAt) };
  });
}
