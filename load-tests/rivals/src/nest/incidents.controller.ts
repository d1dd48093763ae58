import { Controller, UsePipes, ValidationPipe } from '@nestjs/common';
import { GrpcMethod, RpcException } from '@nestjs/microservices';
import { IncidentsService } from './incidents.service.js';
import { ReportIncidentDto } from './report.dto.js';

const INVALID_ARGUMENT = 3;
const exceptionFactory = (): RpcException =>
  new RpcException({ code: INVALID_ARGUMENT, message: 'the report is not valid' });

@Controller()
export class IncidentsController {
  constructor(private readonly incidents: IncidentsService) {}

  @GrpcMethod('IncidentIntakeService', 'ReportIncident')
  @UsePipes(new ValidationPipe({ transform: true, exceptionFactory }))
  async reportIncident(dto: ReportIncidentDto): Promise<object> {
    const { id, hromadaCode, receivedAt } = await this.incidents.report(dto);
    const ms = receivedAt.getTime();
    return {
      incidentId: id,
      hromadaCode,
      receivedTime: { seconds: Math.floor(ms / 1_000), nanos: (ms % 1_000) * 1e6 },
    };
  }
}
