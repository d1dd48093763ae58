import { IncidentReport } from '@safe-community/contracts/incidents/v1/incident.ts';
import { sampleReport } from '../load/sample-report.ts';
import type { Row } from '../row.ts';

const TIMES = 50;

export const sameRequest: Row = {
  number: 14,
  name: 'same-request',
  fault: `one request_id ${TIMES} times concurrently, and the same id with another body`,
  holds: 'one incident and one answer for all; the other body is rejected with ALREADY_EXISTS',
  async run(run) {
    const { callers, random, seconds } = run;
    const end = performance.now() + seconds * 1_000;
    let ids = 0;
    do {
      ids += 1;
      const request = sampleReport(random);
      const attempts = await Promise.all(Array.from({ length: TIMES }, () => callers.send(request)));
      const answers = new Set(attempts.map(({ answer, reason }) => answer?.digest ?? reason));
      if (answers.size !== 1) throw new Error(`one request has ${answers.size} answers: ${[...answers].join(', ')}`);
      // Changes the same sample: another one could be equal by chance.
      const report = IncidentReport.fromPartial({ ...request.report, description: 'Інший вигаданий випадок.' });
      const other = await callers.send({ ...request, report });
      if (other.reason !== 'ALREADY_EXISTS') throw new Error(`another body got ${other.reason ?? 'an answer'}`);
    } while (performance.now() < end);
    await run.requireAudited();
    run.note(`${ids} ids, each sent ${TIMES} times concurrently and once with another body`);
  },
};
