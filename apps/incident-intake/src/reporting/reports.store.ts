import { prepared } from '@safe-community/database';
import type { Keyring } from '@safe-community/security/encryption';
import type { BatchStore } from '@safe-community/service-kit';
import { encryptIncident, newIncidents, type NewIncident, type ReceivedIncident } from '../incident/module.ts';
import { newLink, newLinks, type NewLink } from '../school-links/module.ts';

/** An incident as stored, and its link to the school that the report names. */
export interface ReportRow extends NewIncident {
  readonly link: NewLink | undefined;
}

export type ReportStore = BatchStore<ReceivedIncident, ReportRow>;

/** Reports that may wait for their commit: some seconds of work at full speed. */
const MAX_QUEUE = 10_000;

/** New reports, of calls and of imports: their commits are shared. */
export function reportStore(keyring: Keyring, longestQueue = MAX_QUEUE): ReportStore {
  return {
    toRow: (received) => ({ ...encryptIncident(keyring, received), link: newLink(keyring, received.incident) }),
    insert(reports) {
      const [values, links] = [INCIDENTS.valuesOf(reports), linksOf(reports)];
      return links.length === 0
        ? { statement: INSERT, values }
        : { statement: INSERT_WITH_LINKS, values: [...values, ...LINKS.valuesOf(links)] };
    },
    longestQueue,
  };
}

export function linksOf(reports: readonly ReportRow[]): NewLink[] {
  return reports.flatMap(({ link }) => link ?? []);
}

const INCIDENTS = newIncidents();
const LINKS = newLinks(INCIDENTS.next);
const INSERT = prepared(INCIDENTS.insert);
// Of a batch in which a report names a school. The others keep their statement.
const INSERT_WITH_LINKS = prepared(`with linked as (${LINKS.insert}) ${INCIDENTS.insert}`);
