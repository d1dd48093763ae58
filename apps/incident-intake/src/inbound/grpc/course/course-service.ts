import { IncidentCourseServiceService } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import { closeIncident } from '../../../app/course/close-incident.ts';
import type { ReopenPorts } from '../../../app/case-ports.ts';
import type { DispatchPorts } from '../../../app/course/dispatch-responder.ts';
import type { HistoryPorts } from '../../../app/course/list-history.ts';
import { rejectIncident } from '../../../app/course/reject-incident.ts';
import { reopenIncident } from '../../../app/course/reopen-incident.ts';
import { resolveIncident } from '../../../app/course/resolve-incident.ts';
import { handleCorrectCasualties } from './handle-correct-casualties.ts';
import { handleListHistory } from './handle-list-history.ts';
import { handleDispatch, handleProgress } from './handle-responders.ts';
import { handlePlainStep, handleTriage } from './handle-steps.ts';

export function courseService(ports: DispatchPorts & ReopenPorts & HistoryPorts): ServedService {
  return serve(IncidentCourseServiceService, {
    triageIncident: handleTriage(ports),
    dispatchResponder: handleDispatch(ports),
    recordResponderProgress: handleProgress(ports),
    resolveIncident: handlePlainStep(ports, resolveIncident, { reasonRequired: false }),
    closeIncident: handlePlainStep(ports, closeIncident, { reasonRequired: false }),
    rejectIncident: handlePlainStep(ports, rejectIncident, { reasonRequired: true }),
    reopenIncident: handlePlainStep(ports, reopenIncident, { reasonRequired: true }),
    correctCasualties: handleCorrectCasualties(ports),
    listIncidentHistory: handleListHistory(ports),
  });
}
