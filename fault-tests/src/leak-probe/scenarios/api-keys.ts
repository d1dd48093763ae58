import {
  ApiKeyServiceService as ApiKeys,
  ListApiKeysRequest,
  ReportWithApiKeyRequest,
} from '@safe-community/contracts/incidents/v1/api_key_service.ts';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { OFFICIAL, PERSONAL, said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { PLACE } from './report.ts';

/** A city's program gets a key, reports with it, and loses it. */
export async function runApiKeyScenario({ probe, random }: ProbeContext): Promise<void> {
  const order = { clientName: 'Застосунок міста', contact: OFFICIAL.ground, reportsPerMinute: 60 };
  const { keyId, apiKey } = await probe.ask(ApiKeys.createApiKey, { requestId: random.uuid(), ...order });
  probe.tokens.push(apiKey);
  await probe.ask(ApiKeys.listApiKeys, ListApiKeysRequest.fromPartial({}));
  requireRead('the id of a key', (await probe.ask(ApiKeys.checkApiKey, { apiKey })).keyId, keyId);
  const report = {
    category: IncidentCategory.INFRASTRUCTURE,
    hromadaCode: PLACE,
    // Of a category whose points are stored openly: no invented person's.
    location: { latitude: 49.2331, longitude: 28.4682 },
    attributes: [{ name: 'infrastructure_kind', value: 'road_pit' }],
    description: said('опис'),
    reporter: PERSONAL.reporter,
  };
  await probe.ask(
    ApiKeys.reportWithApiKey,
    ReportWithApiKeyRequest.fromPartial({ requestId: random.uuid(), apiKey, report }),
  );
  await probe.ask(ApiKeys.revokeApiKey, { requestId: random.uuid(), keyId });
}
