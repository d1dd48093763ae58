import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';

class ReporterDto {
  @IsString() @Length(0, 200) fullName: string;
  @Matches(/^\+\d{8,15}$/) phone: string;
}

class AttributeDto {
  @IsString() @Length(1, 60) name: string;
  @IsString() @Length(1, 2050) value: string;
}

class IncidentReportDto {
  @IsInt() @Min(1) category: number;
  @IsInt() @Min(1) channel: number;
  @Matches(/^UA\d{17}$/) hromadaCode: string;
  @IsString() @Length(0, 4000) description: string;
  @IsOptional() @ValidateNested() @Type(() => ReporterDto) reporter: ReporterDto | null;
  @IsArray() @ValidateNested({ each: true }) @Type(() => AttributeDto) attributes: AttributeDto[];
  @IsBoolean() demonstration: boolean;
}

export class ReportIncidentDto {
  @IsUUID() requestId: string;
  @ValidateNested() @Type(() => IncidentReportDto) report: IncidentReportDto;
}
