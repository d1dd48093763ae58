import { defineEntity, p } from '@mikro-orm/postgresql';
import { CAMERA_STATES } from '../../domain/camera.ts';

export const CameraEntity = defineEntity({
  name: 'Camera',
  tableName: 'camera',
  properties: {
    cameraId: p.uuid().primary(),
    serialNumber: p.string(),
    model: p.string(),
    unitCode: p.string(),
    oblastCode: p.string(),
    state: p.enum(CAMERA_STATES),
    holderId: p.uuid().nullable(),
    issuedAt: p.datetime().nullable(),
    registeredAt: p.datetime(),
    demonstration: p.boolean(),
  },
});
