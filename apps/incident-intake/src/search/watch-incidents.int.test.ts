import { randomUUID } from 'node:crypto';
import { IncidentReported } from '@safe-community/contracts/incidents/events/v1/incident_events.ts';
import { WatchIncidentsRequest } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { IncidentCategory, IncidentState } from '@safe-community/contracts/incidents/v1/incident.ts';
import { ledgerHead } from '@safe-community/ledger';
import { eventually, refusalOf } from '@safe-community/testkit';
import { loadKeyring } from '@safe-community/security/encryption';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { watchCipher } from './watch-cipher.adapter.ts';
import { resumeTokens } from './watch-token.mapping.ts';
import { fire, header, row, VINNYTSIA, VINNYTSIA_OBLAST, YESTERDAY } from '../../test/messages.ts';
import { runIntake, type RunningIntake } from '../../test/running-intake.ts';
import { openWatch, type Watch, type WatchFilter } from '../../test/open-watch.ts';

const KYIV = 'UA80000000000093317';
const { FIRE, GAS, DOMESTIC_VIOLENCE } = IncidentCategory;

let intake: RunningIntake;
beforeAll(async () => {
  intake = await runIntake();
});
afterAll(() => intake.stop());

/** A watch that has begun: everything from now on is sent. */
async function watching(filter: WatchFilter = {}, from: 'client' | 'statistics' = 'client'): Promise<Watch> {
  const watch = openWatch(intake.port, filter, from);
  onTestFinished(() => watch.close());
  await eventually(() => expect(watch.tokens.length).toBeGreaterThan(0));
  return watch;
}

async function report(more: Parameters<typeof fire>[0] = {}): Promise<string> {
  return (await intake.report({ report: fire({ ...more }) })).incidentId;
}

const idsOf = (watch: Watch): string[] => watch.changes.map(({ incidentId }) => incidentId);

describe('a watch', () => {
  test('begins with its token and sends a report with all public fields', async () => {
    const watch = await watching();
    const incidentId = await report();
    await eventually(() => expect(watch.changes).toHaveLength(1));
    expect(watch.changes[0]).toEqual({
      incidentId,
      event: 'incident-reported',
      category: FIRE,
      state: IncidentState.RECEIVED,
      oblastCode: VINNYTSIA_OBLAST,
      hromadaCode: VINNYTSIA,
      changedTime: expect.any(Date),
    });
  });

  test('continues when an earlier watch has ended', async () => {
    const first = await watching();
    const second = await watching();
    first.close();
    await eventually(async () => expect(await first.ended).toBe('CANCELLED'));
    const incidentIds = [await report(), await report()];
    await eventually(() => expect(idsOf(second)).toEqual(incidentIds));
  });

  test('reports an arrival at the scene', async () => {
    const watch = await watching({ states: [IncidentState.ON_SCENE] });
    const externalId = randomUUID();
    const receivedTime = YESTERDAY;
    await intake.send([header(randomUUID()), row(1, { externalId, receivedTime, onSceneTime: new Date() })]);
    await eventually(() => expect(watch.changes).toMatchObject([{ event: 'responder-arrived' }]));
  });

  test.each<[string, WatchFilter]>([
    ['oblast', { oblastCode: KYIV }],
    ['hromada', { hromadaCode: KYIV }],
    ['category', { category: GAS }],
    ['all', { oblastCode: KYIV, hromadaCode: KYIV, category: GAS, states: [IncidentState.RECEIVED] }],
  ])('can be narrowed by %s', async (_by, filter) => {
    const watch = await watching(filter);
    await report();
    const wanted = await report({ hromadaCode: KYIV, category: GAS });
    await eventually(() => expect(idsOf(watch)).toEqual([wanted]));
  });

  test('sends sensitive incidents to entitled callers only', async () => {
    const [entitled, other] = [await watching(), await watching({}, 'statistics')];
    const sensitive = await report({ category: DOMESTIC_VIOLENCE });
    const plain = await report();
    await eventually(() => expect(idsOf(entitled)).toEqual([sensitive, plain]));
    await eventually(() => expect(idsOf(other)).toEqual([plain]));
  });

  test('advances its token even if nothing is sent', async () => {
    const watch = await watching({ category: IncidentCategory.WATER });
    const [first] = watch.tokens;
    await report();
    await eventually(() => expect(watch.tokens.length).toBeGreaterThan(1));
    expect(watch.changes).toEqual([]);
    expect(watch.tokens[1]).not.toBe(first);
  });

  test('resumes from any of its tokens, with what followed in order and once', async () => {
    const watch = await watching();
    const ids: string[] = [];
    for (let count = 0; count < 5; count += 1) ids.push(await report());
    await eventually(() => expect(idsOf(watch)).toEqual(ids));
    watch.close();
    ids.push(await report());
    for (const [index, resumeToken] of watch.tokens.entries()) {
      const resumed = await watching({ resumeToken });
      await eventually(() => expect(idsOf(resumed)).toEqual(ids.slice(index)));
      resumed.close();
    }
  });
});

test('loses and duplicates nothing when the connection is cut and the service restarts under load', async () => {
  const load = { stopped: false };
  // Also on failure: later tests count the reports.
  onTestFinished(() => {
    load.stopped = true;
  });
  const callers = Array.from({ length: 4 }, async () => {
    while (!load.stopped) {
      const request = { requestId: randomUUID(), report: fire({}) };
      await eventually(() => intake.report(request));
    }
  });
  const told: string[] = [];
  let resumeToken = (await watching()).tokens[0];
  const begin = positionOf(resumeToken);
  for (const turn of ['cut', 'restart', 'cut', 'cut']) {
    const watch = openWatch(intake.port, { resumeToken: resumeToken ?? '' });
    await eventually(() => expect(watch.changes.length).toBeGreaterThan(20));
    if (turn === 'restart') {
      await intake.restart();
      await expect(watch.ended).resolves.toBe('UNAVAILABLE');
    }
    watch.close();
    told.push(...idsOf(watch));
    resumeToken = watch.tokens.at(-1);
  }
  load.stopped = true;
  await Promise.all(callers);
  const last = await watching({ resumeToken: resumeToken ?? '' });
  const committed = await intake.sql('select body from ledger_event where position > $1 order by position', [begin]);
  const ids = committed.map(({ body }) => IncidentReported.decode(body as Buffer).incidentId);
  await eventually(() => expect([...told, ...idsOf(last)]).toEqual(ids));
  expect(ids.length).toBeGreaterThan(80);
}, 90_000);

describe('a token', () => {
  const refusal = async (filter: WatchFilter): Promise<unknown> => {
    const watch = openWatch(intake.port, filter);
    onTestFinished(() => watch.close());
    return refusalOf(watch.whole);
  };

  test.each([
    ['garbage', 'x'],
    ['unencrypted', Buffer.from(`${randomUUID()}.1.x`).toString('base64url')],
    ['invented', 'first.AAAA.AAAA'],
  ])('that is %s is rejected', async (_is, resumeToken) => {
    expect(await refusal({ resumeToken })).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['resume_token'] });
  });

  test('of another caller is rejected, even if that caller may see more', async () => {
    const [resumeToken = ''] = (await watching()).tokens;
    const watch = openWatch(intake.port, { resumeToken }, 'statistics');
    onTestFinished(() => watch.close());
    const refusal = await refusalOf(watch.whole);
    expect(refusal).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['resume_token'] });
  });

  test('of another filter is rejected', async () => {
    const [resumeToken = ''] = (await watching({ category: GAS })).tokens;
    const error = await refusal({ resumeToken, category: FIRE });
    expect(error).toMatchObject({ code: 'INVALID_ARGUMENT', fields: ['resume_token'] });
  });

  test('of a ledger before a restore is rejected, even if it is only beyond the end', async () => {
    const { epoch, head } = await ledgerHead(intake.database.em.fork());
    const tokenOf = resumeTokens(cipher(), 'client', WatchIncidentsRequest.fromPartial({}));
    const changed = { code: 'FAILED_PRECONDITION', reason: 'EPOCH_CHANGED' };
    expect(await refusal({ resumeToken: tokenOf({ epoch: randomUUID(), position: head }) })).toMatchObject(changed);
    expect(await refusal({ resumeToken: tokenOf({ epoch, position: head + 1_000n }) })).toMatchObject(changed);
  });

  test('that is older than the kept events is rejected', async () => {
    const watch = await watching();
    const [resumeToken = ''] = watch.tokens;
    await report();
    await report();
    // While there is a watch, the end of the ledger is in memory.
    watch.close();
    await intake.sql('delete from ledger_event where position < (select position from ledger_head)');
    const error = await eventually(async () => {
      const late = openWatch(intake.port, { resumeToken });
      onTestFinished(() => late.close());
      const refused = refusalOf(late.whole);
      refused.catch(() => undefined);
      const answered = eventually(() => expect(late.tokens).not.toEqual([])).then(() => 'answered');
      const first = await Promise.race([refused, answered]);
      late.close();
      expect(first).toMatchObject({ code: 'OUT_OF_RANGE', reason: 'POSITION_FORGOTTEN' });
      return first;
    });
    // The kept events do not reveal the number of others either.
    expect(JSON.stringify(error)).not.toMatch(/\d/);
  });
});

test.each<[string, WatchFilter]>([
  ['oblast_code', { oblastCode: 'x' }],
  ['hromada_code', { hromadaCode: 'x' }],
  ['category', { category: 99 as never }],
  ['states[0]', { states: [99 as never] }],
])('rejects an invalid %s', async (field, filter) => {
  const watch = openWatch(intake.port, filter);
  expect(await refusalOf(watch.whole)).toMatchObject({ code: 'INVALID_ARGUMENT', fields: [field] });
  watch.close();
});

function positionOf(token = ''): number {
  return Number(cipher().decrypt('client', token)?.split('.')[1]);
}

/** As the service encrypts its tokens. */
function cipher() {
  return watchCipher(loadKeyring(intake.keysDir));
}
