import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CaptureSignature } from '@safe-community/contracts/cameras/v1/recording.ts';
import { afterAll, expect, test } from 'vitest';
import { readMapping } from '../row-file/mapping.ts';
import { RECORDING_FIELDS, recordingParser } from './parse-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const HEADER = [...RECORDING_FIELDS.required, ...RECORDING_FIELDS.optional];
const DIGEST = 'AB'.repeat(32);
const CELLS: Readonly<Record<string, string>> = {
  serial_number: 'AX-1',
  model: 'Body 3',
  start_time: '02.10.2026 13:00:00',
  duration: '0:10:00',
  size_bytes: '1000',
  sha256: DIGEST,
  store_reference: '2026/10/a.mp4',
};

async function parse(change: Record<string, string> = {}) {
  const file = join(folder, 'mapping.json');
  const columns = Object.fromEntries(HEADER.map((name) => [name, name]));
  writeFileSync(file, JSON.stringify({ days: 'dd.mm.yyyy', columns }));
  const cells = { ...CELLS, ...change };
  const read = recordingParser(await readMapping(file, RECORDING_FIELDS))(HEADER);
  return read({ line: 2, cells: HEADER.map((name) => cells[name] ?? '') });
}

test('a row has times of Kyiv, milliseconds, and its digest as id', async () => {
  expect(await parse()).toMatchObject({
    row: {
      rowNumber: 2,
      externalId: DIGEST.toLowerCase(),
      serialNumber: 'AX-1',
      model: 'Body 3',
      recording: {
        cameraId: '',
        officerId: '',
        startTime: new Date('2026-10-02T10:00:00Z'),
        durationMs: 600_000,
        sizeBytes: 1_000n,
        sha256: DIGEST.toLowerCase(),
        storeReference: '2026/10/a.mp4',
        uploadTime: undefined,
        clockOffsetMs: 0,
        captureSignature: CaptureSignature.UNSPECIFIED,
      },
    },
  });
});

test.each([
  [{ duration: '90.5' }, { durationMs: 90_500 }],
  [{ clock_offset: '-2.5' }, { clockOffsetMs: -2_500 }],
  [{ capture_signature: 'Valid' }, { captureSignature: CaptureSignature.VALID }],
  [{ upload_time: '02.10.2026 20:00:00+00:00' }, { uploadTime: new Date('2026-10-02T20:00:00Z') }],
])('reads %o', async (change, recording) => {
  expect(await parse(change)).toMatchObject({ row: { recording } });
});

test('an external id identifies the row if there is one', async () => {
  expect(await parse({ external_id: 'video-1' })).toMatchObject({ row: { externalId: 'video-1' } });
});

test('names all unreadable fields of a row', async () => {
  const change = { start_time: '2026-10-02', duration: '10 min', size_bytes: '1,000', capture_signature: 'yes' };
  expect(await parse({ ...change, upload_time: 'x', clock_offset: 'x' })).toEqual({
    line: 2,
    reasons: [
      'start_time “2026-10-02” must be a time like dd.mm.yyyy 18:05:00',
      'duration “10 min” must be seconds, or h:mm:ss',
      'size_bytes “1,000” must be a whole number of bytes',
      'upload_time “x” must be a time like dd.mm.yyyy 18:05:00',
      'clock_offset “x” must be seconds',
      'capture_signature “yes” must be absent, valid or broken',
    ],
  });
});
