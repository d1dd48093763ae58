import { IncidentCourseServiceService } from '@safe-community/contracts/incidents/v1/course_service.ts';
import { serve, type ServedService } from '@safe-community/grpc-kit';
import { closeIncident } from './close-incident.app.ts';
import type { ReopenPorts } from '../incident/case-ports.app.ts';
import type { DispatchPorts } from './dispatch-responder.app.ts';
import type { HistoryPorts } from './list-history.app.ts';
import { rejectIncident } from './reject-incident.app.ts';
import { reopenIncident } from './reopen-incident.app.ts';
import { resolveIncident } from './resolve-incident.app.ts';
import { handleCorrectCasualties } from './handle-correct-casualties.grpc.ts';
import { handleListHistory } from './handle-list-history.grpc.ts';
import { handleDispatch, handleProgress } from './handle-responders.grpc.ts';
import { handlePlainStep, handleTriage } from './handle-steps.grpc.ts';

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
