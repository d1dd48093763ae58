import { deflateSync, gzipSync } from 'node:zlib';
import {
  IncidentIntakeServiceService,
  ReportIncidentRequest,
  ReportIncidentResponse,
} from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import { expect, it } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { startServed } from '../test/served.ts';

const MIB = 1024 ** 2;

/** The code of a call with this compressed body, and the ids of requests that reached the handler. */
async function sent(encoding: string, body: Buffer) {
  const seen: string[] = [];
  const { server } = await startServed({
    reportIncident: async ({ requestId }) => {
      seen.push(requestId);
      return ReportIncidentResponse.fromPartial({});
    },
  });
  const path = IncidentIntakeServiceService.reportIncident.path;
  const frame = framed(body);
  frame.writeUInt8(1, 0);
  const said = await rawAnswer(rawConnection(server.port, 'client'), path, { 'grpc-encoding': encoding }, frame);
  return { code: said['grpc-status'], seen };
}

it.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
])('accepts a message compressed by %s', async (encoding, compress) => {
  const requestId = '01890000-0000-7000-8000-000000000000';
  const message = ReportIncidentRequest.encode(ReportIncidentRequest.fromPartial({ requestId })).finish();
  expect(await sent(encoding, compress(message))).toEqual({ code: '0', seen: [requestId] });
});

it('rejects a small message that decompresses to a huge one, without holding it', async () => {
  const bomb = gzipSync(Buffer.alloc(256 * MIB));
  const before = process.memoryUsage.rss();
  expect(await sent('gzip', bomb)).toEqual({ code: '8', seen: [] });
  expect(process.memoryUsage.rss() - before).toBeLessThan(128 * MIB);
});
