import type { Catalogue } from '../incident/case-ports.app.ts';
import type { BeatBook, IncidentStore, Origin, TrackingTokens } from '../incident/ports.app.ts';
import type { Territory } from '../routing/module.ts';

/** What taking reports needs, one by one or in numbers. */
export interface ReportingPorts {
  readonly incidents: IncidentStore;
  readonly territory: Territory;
  readonly beats: BeatBook;
  readonly catalogue: Catalogue;
  readonly origin: Origin;
  readonly tokens: TrackingTokens;
}
