import { IncidentIntakeServiceService } from '@safe-community/contracts/incidents/v1/incident_intake_service.ts';
import { framed, rawAnswer } from '@safe-community/testkit/raw-call';
import { expect, it, onTestFinished, vi } from 'vitest';
import { rawConnection } from '../test/raw-call.ts';
import { startServed } from '../test/served.ts';

/** The answer and our log for a call with these headers. */
async function called(headers: Record<string, string>) {
  const written = [
    vi.spyOn(console, 'error'),
    vi.spyOn(console, 'log'),
    vi.spyOn(process.stderr, 'write'),
    vi.spyOn(process.stdout, 'write'),
  ];
  onTestFinished(() => void vi.restoreAllMocks());
  const { server, logged } = await startServed({});
  const path = IncidentIntakeServiceService.reportIncident.path;
  const said = await rawAnswer(rawConnection(server.port, 'client'), path, headers, framed(Buffer.alloc(0)));
  return { said, logged: logged(), written: JSON.stringify(written.map((spy) => spy.mock.calls)) };
}

it.each([
  ['authorization', 'Bearer canary.é.x'],
  ['acting-user', 'canaryé'],
  ['acting-user', 'canary\t7'],
  ['purpose', 'canary-é'],
])('rejects a non-ASCII header %s instead of dropping it, and writes it nowhere', async (name, value) => {
  const { said, logged, written } = await called({ [name]: value });
  expect(said).toMatchObject({ 'grpc-status': '3' });
  expect(decodeURIComponent(String(said['grpc-message']))).toBe(
    `metadata ${name} must be of printable ASCII characters`,
  );
  expect(`${JSON.stringify([said, logged])} ${written}`).not.toContain('canary');
});

it('unused headers may contain anything, and are written nowhere', async () => {
  const { said, logged, written } = await called({ 'x-of-a-proxy': 'canaryé', 'can^ary': 'canary' });
  expect(said).toMatchObject({ 'grpc-status': '0' });
  expect(logged).toEqual([]);
  expect(written).not.toMatch(/canary|can\^ary/);
});
