import { QuestionChannel, ReportForm } from '@safe-community/contracts/officers/v1/accountability.ts';
import { OfficerState } from '@safe-community/contracts/officers/v1/officer.ts';
import type { Connection } from '../connection/connect-services.ts';
import { inParallel } from './in-parallel.ts';
import { DISCLOSURE_POLICY, planStations, planSurveys, RULES, TARGETS, type PlannedStation } from './programme.ts';
import { randomOf, shuffled } from './random.ts';
import { requestIdOf } from './request-id.ts';
import { retryTransient } from './retry-transient.ts';
import type { Staffed } from './set-up-staffing.ts';
import { isWhole, type PlannedBeat, type Staffing } from './staffing.ts';

/** Calls in flight: more would only queue in the service. */
const AT_ONCE = 32;
const STATIONS = 60;
const QUESTIONS_EACH = 2;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How many of each were added. */
export interface Programme {
  readonly stations: number;
  readonly surveys: number;
}

/**
 * Sets the targets, rules and policies of the programme with their sources, and adds invented stations, surveys, reports
 * and questions in hromadas that have an officer.
 *
 * @param anchorDay reports and questions are of the 30 days before it.
 */
export async function setUpProgramme(
  connection: Connection,
  { beats, idOf }: Staffing & Pick<Staffed, 'idOf'>,
  anchorDay: Date,
): Promise<Programme> {
  await setPolicies(connection);
  const served = beats.filter((beat) => isWhole(beat) && beat.primary !== undefined);
  const hromadaCodes = served.map(({ hromadaCode }) => hromadaCode);
  const surveys = planSurveys(hromadaCodes, anchorDay);
  await inParallel(surveys, AT_ONCE, (survey, index) =>
    retryTransient(() => connection.trust.recordSurvey({ requestId: requestIdOf(`survey ${index}`), survey })),
  );
  const stations = planStations(shuffled(hromadaCodes, randomOf('hromadas with a station')).slice(0, STATIONS));
  const byHromada = new Map(served.map((beat) => [beat.hromadaCode, beat]));
  await inParallel(stations, AT_ONCE, (station, index) => {
    const officerId = idOf(onDuty(byHromada.get(station.hromadaCode)));
    return setUpStation(connection, { ...station, officerId }, index, anchorDay);
  });
  return { stations: stations.length, surveys: surveys.length };
}

async function setPolicies({ recruitment, accountability, trust }: Connection): Promise<void> {
  for (const target of TARGETS) {
    const requestId = requestIdOf(`target ${target.dueOn}`);
    await retryTransient(() => recruitment.setTarget({ requestId, target }));
  }
  for (const rule of RULES) {
    const requestId = requestIdOf(`rule ${rule.kind} ${rule.validFrom}`);
    await retryTransient(() => accountability.setRule({ requestId, rule, etag: '' }));
  }
  const requestId = requestIdOf('disclosure policy');
  await retryTransient(() => trust.setDisclosurePolicy({ requestId, policy: DISCLOSURE_POLICY, etag: '' }));
}

/** The service number of the officer, or of the deputy of one who is on leave. By the plan: a repeated run must name the same one. */
function onDuty(beat: PlannedBeat | undefined): string {
  const officers = [beat?.primary, ...(beat?.deputies ?? [])];
  return officers.find((officer) => officer?.state === OfficerState.ACTIVE)?.serviceNumber ?? '';
}

/** A station with its officer, who has reported in most hromadas, and questions to the officer. */
async function setUpStation(
  connection: Connection,
  { hromadaCode, details, officerId }: PlannedStation & { readonly officerId: string },
  index: number,
  anchorDay: Date,
): Promise<void> {
  const { stations, accountability } = connection;
  await retryTransient(() =>
    stations.openStation({
      requestId: requestIdOf(`station ${hromadaCode}`),
      hromadaCode,
      details: { ...details, officerIds: [officerId] },
    }),
  );
  const random = randomOf(`accountability ${index}`);
  if (random.chance(0.7)) {
    const heldOn = new Date(anchorDay.getTime() - random.int(1, 30) * DAY_MS).toISOString().slice(0, 10);
    await retryTransient(() =>
      accountability.recordReport({
        requestId: requestIdOf(`report ${hromadaCode} ${heldOn}`),
        officerId,
        hromadaCode,
        heldOn,
        form: ReportForm.COUNCIL,
        minutes: '',
      }),
    );
  }
  for (let number = 0; number < QUESTIONS_EACH; number += 1) {
    const receivedTime = new Date(anchorDay.getTime() - random.int(10 * 24, 30 * 24) * HOUR_MS);
    const requestOf = (step: string) => requestIdOf(`${step} ${hromadaCode} ${number} ${anchorDay.toISOString()}`);
    // Before the call, which may be tried again: the same request must be sent then.
    const channel = random.chance(0.6) ? QuestionChannel.TELEPHONE : QuestionChannel.IN_PERSON;
    const { questionId } = await retryTransient(() =>
      accountability.recordQuestion({
        requestId: requestOf('question'),
        hromadaCode,
        channel,
        receivedTime,
        reference: '',
      }),
    );
    if (random.chance(0.1)) continue;
    const answeredTime = new Date(receivedTime.getTime() + random.int(1, 96) * HOUR_MS);
    await retryTransient(() =>
      accountability.answerQuestion({ requestId: requestOf('answer'), questionId, officerId, answeredTime }),
    );
  }
}
