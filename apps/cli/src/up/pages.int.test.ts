import { afterAll, beforeAll, expect, test } from 'vitest';
import { runWeb, VINNYTSIA, type RunningWeb } from '../../test/running-web.ts';

// The pages of the gateway process in front of the real services; pages.ci.test.ts tries every address.

let web: RunningWeb;
let url: string;
beforeAll(async () => {
  web = await runWeb();
  ({ url } = web);
}, 120_000);
afterAll(() => web.stop());

test('programs read the published report alone, at the centre of its hromada', async () => {
  const requests = (await (await fetch(`${url}/open311/v2/requests.json?lang=en`)).json()) as Record<string, unknown>[];
  expect(requests).toMatchObject([
    {
      service_code: 'infrastructure',
      status: 'open',
      description: 'What is wrong: Pothole',
      address_id: VINNYTSIA,
    },
  ]);
  const one = await (
    await fetch(`${url}/open311/v2/requests/${String(requests[0]?.['service_request_id'])}.json?lang=en`)
  ).json();
  expect(one).toEqual(requests);
  const services = (await (await fetch(`${url}/open311/v2/services.json`)).json()) as Record<string, unknown>[];
  expect(services.map((service) => service['service_code'])).toEqual(['infrastructure', 'access_barrier']);
});

test('the pages show the figures of the services, and stay while a service restarts', async () => {
  const scorecard = await (await fetch(`${url}/en/scorecard`)).text();
  expect(scorecard).toMatch(/Community officers in post<\/h3>\s*<p[^>]*>\s*1\s*</);
  expect(await (await fetch(`${url}/en/h/${VINNYTSIA}`)).text()).toContain('Beats with an officer: 1 of 1.');
  await web.system.restart('statistics', async () => {
    expect((await fetch(`${url}/`)).status).toBe(200);
    expect((await fetch(`${url}/en/scorecard`)).status).toBe(200);
  });
});
