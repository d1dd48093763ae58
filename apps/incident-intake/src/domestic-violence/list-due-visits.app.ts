import { COUNTRY, covers, type Rights } from '@safe-community/security/policy';
import { demandReaderOf, recordReads, type Reader, type ReadPorts } from '../incident/sensitive-reads.app.ts';
import type { DueVisit, ViolenceReader, VisitPlace } from './violence-ports.app.ts';
import { pageOf } from '../incident/page.app.ts';
import { narrowed } from '../search/module.ts';

/** `UA05…`: what the codes of an oblast have in common. */
const OBLAST_DIGITS = 4;

export interface VisitPage {
  readonly visits: readonly DueVisit[];
  /** The next page begins after this visit; absent on the last page. */
  readonly next: VisitPlace | undefined;
}

/** Which visits are asked for. */
export interface WantedVisits {
  readonly dueBy: Date;
  /** Empty for all that the caller may see. */
  readonly hromadaCode: string;
}

export interface DueVisitPorts extends ReadPorts {
  readonly violenceReader: Pick<ViolenceReader, 'listDue'>;
}

/** A page of visits that are due and not done, the oldest first; that their cases are read is recorded first. */
export async function listDueVisits(
  ports: DueVisitPorts,
  reader: Reader,
  { dueBy, hromadaCode }: WantedVisits,
  after: VisitPlace | undefined,
  pageSize: number,
): Promise<VisitPage> {
  demandReaderOf(reader, 'domestic_violence');
  const within = placesOf(reader.rights, hromadaCode);
  const found = await ports.violenceReader.listDue({ dueBy, within }, after, pageSize + 1);
  const { page, last } = pageOf(found, pageSize);
  const cases = new Set(page.map(({ incidentId }) => incidentId));
  await recordReads(ports, reader, 'domestic_violence', [...cases]);
  return { visits: page, next: last };
}

/** Where the caller may see such cases, as far as it was asked for. */
function placesOf({ views }: Rights, hromadaCode: string): string[] {
  const codes = views
    .filter(({ categories }) => covers(categories, 'domestic_violence', true))
    .flatMap(({ territory }) => [...territory]);
  return codes.flatMap((code) => {
    const place = narrowed({ hromadaCode, oblastCode: '' }, code);
    if (place === undefined) return [];
    if (place.hromadaCode !== '') return [place.hromadaCode];
    return [code === COUNTRY ? '%' : `${code.slice(0, OBLAST_DIGITS)}%`];
  });
}
