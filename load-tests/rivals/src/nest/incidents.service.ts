import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { DataSource, Repository } from 'typeorm';
import { Broker } from './broker.js';
import { Incident, OutboxEvent } from './entities.js';
import type { ReportIncidentDto } from './report.dto.js';
import { settings } from '../settings.js';

@Injectable()
export class IncidentsService {
  constructor(
    @InjectRepository(Incident) private readonly incidents: Repository<Incident>,
    private readonly dataSource: DataSource,
    private readonly broker: Broker,
  ) {}

  async report(dto: ReportIncidentDto): Promise<Incident> {
    const known = await this.incidents.findOneBy({ requestId: dto.requestId });
    if (known !== null) return known;
    return settings.outbox ? this.saveWithEvent(dto) : this.saveAndPublish(dto);
  }

  /** A crash between save and publish loses the event. */
  private async saveAndPublish(dto: ReportIncidentDto): Promise<Incident> {
    const incident = await this.incidents.save(this.toIncident(dto));
    await this.broker.publish(subjectOf(incident), eventOf(incident));
    return incident;
  }

  private async saveWithEvent(dto: ReportIncidentDto): Promise<Incident> {
    return this.dataSource.transaction(async (manager) => {
      const incident = await manager.save(this.toIncident(dto));
      await manager.save(manager.create(OutboxEvent, { subject: subjectOf(incident), body: eventOf(incident) }));
      return incident;
    });
  }

  private toIncident({ requestId, report }: ReportIncidentDto): Incident {
    const { category, channel, hromadaCode, description, attributes, demonstration, reporter } = report;
    return this.incidents.create({
      requestId,
      category,
      channel,
      hromadaCode,
      description,
      attributes,
      demonstration,
      reporterName: reporter?.fullName ?? null,
      reporterPhone: reporter?.phone ?? null,
    });
  }
}

function subjectOf({ hromadaCode }: Incident): string {
  return `rival.incident-reported.${hromadaCode}`;
}

function eventOf({ id, category, hromadaCode, receivedAt }: Incident): object {
  return { id, category, hromadaCode, receivedAt };
}
