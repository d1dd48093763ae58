import { signCheckpoint } from '@safe-community/audit';
import { newAuditKey, SigningKey } from '@safe-community/audit/signing';
import { CustodyKind } from '@safe-community/contracts/cameras/v1/custody.ts';
import {
  CustodyServiceService as Custody,
  GetProofResponse,
} from '@safe-community/contracts/cameras/v1/custody_service.ts';
import { RecordingServiceService as Recordings } from '@safe-community/contracts/cameras/v1/recording_service.ts';
import { systemClock } from '@safe-community/service-kit';
import { testClient } from '@safe-community/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issued } from '../../test/devices.ts';
import { runWithProof } from '../../test/proof-program.ts';
import { KYIV, metadata, UNIT } from '../../test/recordings.ts';
import { runRollout, type RunningRollout } from '../../test/running-rollout.ts';
import { anchorPortion } from './anchor.store.ts';

const reason = 'запит суду';
const key = new SigningKey(newAuditKey());

let rollout: RunningRollout;
/** A proof of two entries that the program accepts, as JSON. */
let proof: Json;
beforeAll(async () => {
  rollout = await runRollout();
  await rollout.registry.addUnit({ code: UNIT, oblastCode: KYIV });
  await rollout.untilApplied();
  proof = await validProof();
});
afterAll(() => rollout.stop());

type Json = null | boolean | number | string | readonly Json[] | { readonly [field: string]: Json };
type Path = readonly (string | number)[];

async function validProof(): Promise<Json> {
  const [custody, recordings] = [testClient(Custody, rollout.port), testClient(Recordings, rollout.port)];
  const held = await issued(rollout, UNIT);
  // Two, so that the anchor has a step.
  const given = [0, 1].map(() => metadata({ ...held, startTime: new Date(), durationMs: 1 }));
  const { recordings: registered } = await recordings.registerRecordings({ recordings: given });
  const recordingId = registered[0]?.recordingId ?? expect.fail('nothing was registered');
  await custody.recordAccess({ recordingId, kind: CustodyKind.VIEW, reason, place: 'каб. 7' });
  await rollout.database.em.fork().transactional((tx) => anchorPortion(tx, 'camera-rollout', systemClock, 100));
  await signCheckpoint(rollout.database, 'camera-rollout', key, { entries: 1, ageMs: 0 });
  const answer = await custody.getProof({ recordingId, reason, withTexts: true });
  for (const client of [custody, recordings]) client.close();
  return GetProofResponse.toJSON({ ...answer, entries: answer.entries.slice(0, 2) }) as Json;
}

/** Where each field and each element of a list is. */
function pathsOf(value: Json, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, part]) =>
    pathsOf(part, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return path.length === 0 ? inner : [path, ...inner];
}

function changed(value: Json, [head, ...rest]: Path, change: (part: Json) => Json | undefined): Json {
  if (head === undefined || typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).flatMap(([name, part]) => {
    if (name !== String(head)) return [[name, part] as const];
    const next = rest.length === 0 ? change(part) : changed(part, rest, change);
    return next === undefined ? [] : [[name, next] as const];
  });
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** What a valid proof may lack: texts are given on demand only. */
const MAY_BE_ABSENT = /^entries\.\d+\.texts$/;
/** The program computes the digest itself, and takes no key from a proof. */
const IGNORED = /^anchor\.(auditEntry\.(digest|foundReasonDigest)|checkpoint\.(keyId|publicKey))$/;

async function expectNotValid(content: string, name: string): Promise<void> {
  const { code, stderr } = await runWithProof(content, key);
  expect([name, code]).toEqual([name, 1]);
  expect(stderr).toMatch(/^(NOT VALID: .+\n)+$/);
}

async function eachPath(check: (path: Path) => Promise<void>): Promise<void> {
  const paths = pathsOf(proof).filter((path) => !IGNORED.test(path.join('.')));
  expect(paths.length).toBeGreaterThan(40);
  while (paths.length > 0) await Promise.all(paths.splice(0, 6).map(check));
}

const content = (path: Path, change: (part: Json) => Json | undefined) => JSON.stringify(changed(proof, path, change));

test(
  'a proof that lacks any one field is not valid, for a reason that the program names',
  { timeout: 300_000 },
  async () => {
    expect(await runWithProof(JSON.stringify(proof), key)).toMatchObject({ code: 0, stderr: '' });
    await eachPath(async (path) => {
      const without = content(path, () => undefined);
      if (!MAY_BE_ABSENT.test(path.join('.'))) await expectNotValid(without, path.join('.'));
    });
    const lacking = await runWithProof(
      content(['anchor', 'auditEntry'], () => undefined),
      key,
    );
    expect(lacking.stderr).toContain('the anchor has no valid auditEntry');
  },
);

test('a proof with null or another type in any place is not valid', { timeout: 300_000 }, async () => {
  let count = 0;
  await eachPath(async (path) => {
    count += 1;
    const other: Json = count % 2 === 0 ? null : [{}];
    await expectNotValid(
      content(path, () => other),
      `${path.join('.')} ${JSON.stringify(other)}`,
    );
  });
});

test.each(['', 'x', '[]', 'null', '7', '{}', '{"recordingId":"x","entries":{}}'])('%j is no valid proof', (text) =>
  expectNotValid(text, text),
);
