import { notFound, type Refusal } from '@safe-community/domain-kit';
import type { StatusPorts } from './follow-up-ports.app.ts';

/**
 * The incident that a token is of. Whatever is wrong with a token the answer is the same, and comes before anything
 * is looked up, so that neither answer nor time tells which reports there are.
 */
export function reportOfToken({ tokens }: Pick<StatusPorts, 'tokens'>, token: string): string {
  const incidentId = tokens.read(token);
  if (incidentId === undefined) throw noSuchReport();
  return incidentId;
}

export function noSuchReport(): Refusal {
  return notFound('report');
}
