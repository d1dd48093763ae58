import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { IncidentCategory } from '@safe-community/contracts/incidents/v1/incident.ts';
import { PublicFormServiceService as PublicForms } from '@safe-community/contracts/incidents/v1/public_form_service.ts';
import { PublicRequestServiceService as PublicRequests } from '@safe-community/contracts/incidents/v1/public_request_service.ts';
import { said } from '../canaries.ts';
import { requireRead, type ProbeContext } from '../probe-context.ts';
import { report } from './report.ts';

/** What the public pages keep for a visitor, and a voice for a report that is known. */
export async function runPublicPagesScenario(context: ProbeContext): Promise<void> {
  const { probe, random } = context;
  const digest = createHash('sha256').update(random.uuid()).digest();
  const content = sealed(said('опис'));
  await probe.ask(PublicForms.keepForm, { digest, content, keptSeconds: 60 });
  const kept = await probe.ask(PublicForms.getForm, { digest });
  requireRead('the form', Buffer.from(kept.content).toString('hex'), content.toString('hex'));
  const { incidentId } = await report(context, IncidentCategory.INFRASTRUCTURE);
  const voice = { requestId: random.uuid(), publicRequestId: incidentId };
  const { trackingToken } = await probe.ask(PublicRequests.addVoice, voice);
  probe.tokens.push(trackingToken);
}

/** As pages do it: the service cannot read what it keeps. */
function sealed(text: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', randomBytes(32), randomBytes(12));
  return Buffer.concat([cipher.update(text), cipher.final()]);
}
