import { Column, CreateDateColumn, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

@Entity('rival_incident')
export class Incident {
  @PrimaryGeneratedColumn('uuid') id: string;
  @Column('uuid', { unique: true }) requestId: string;
  @Column('int') category: number;
  @Column('int') channel: number;
  @Index() @Column('text') hromadaCode: string;
  @Column('text') description: string;
  @Column('text', { nullable: true }) reporterName: string | null;
  @Column('text', { nullable: true }) reporterPhone: string | null;
  @Column('jsonb') attributes: object;
  @Column('boolean') demonstration: boolean;
  @CreateDateColumn({ type: 'timestamptz' }) receivedAt: Date;
}

@Entity('rival_outbox')
export class OutboxEvent {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
  @Column('text') subject: string;
  @Column('jsonb') body: object;
}

@Entity('rival_counter')
export class Counter {
  @PrimaryColumn('text') hromadaCode: string;
  @PrimaryColumn('int') category: number;
  @Column('int') incidents: number;
}

@Entity('rival_checkpoint')
export class Checkpoint {
  @PrimaryColumn('text') stream: string;
  /** Of the last event that is counted. */
  @Column('bigint') sequence: string;
}
