import { notFound } from '@safe-community/domain-kit';
import { requireAccess } from '../incident/access.adapter.ts';
import { readSensitive, type ReadOrder, type ReadPorts } from '../incident/sensitive-reads.app.ts';
import { caseNotOpened, demandViolence } from './case-refusals.app.ts';
import type { LinkedCase, ViolenceReader } from './violence-ports.app.ts';

/** One whole case; who reads it and why is recorded first. */
export async function getCase(
  ports: ReadPorts & { readonly violenceReader: ViolenceReader },
  order: ReadOrder,
): Promise<LinkedCase> {
  const found = await ports.violenceReader.find(order.incidentId);
  if (found === undefined) throw notFound('incident');
  requireAccess(order.rights, found, order.incidentId);
  demandViolence(found.category);
  await readSensitive(ports, order, found);
  const opened = await found.open();
  if (opened === undefined) throw caseNotOpened();
  return opened;
}
