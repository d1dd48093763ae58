import {
  FootageRequestKind as Kind,
  FootageRequestState as State,
} from '@safe-community/contracts/cameras/v1/footage_request.ts';
import { words } from './words.ts';

export const REQUEST_KINDS = words([
  [Kind.INFORMATION, 'information', 'запит на інформацію'],
  [Kind.COMPLAINT, 'complaint', 'скарга'],
  [Kind.ATTORNEY, 'attorney', 'адвокатський запит'],
  [Kind.OWN_DATA, 'own-data', 'доступ до власних даних'],
  [Kind.THIRD_PARTY_DATA, 'third-party-data', 'доступ до даних іншої особи'],
  [Kind.DATA_CHANGE, 'data-change', 'зміна даних'],
]);

export const REQUEST_STATES = words([
  [State.RECEIVED, 'received', 'отримано'],
  [State.ASSIGNED, 'assigned', 'призначено виконавця'],
  [State.DECIDED, 'decided', 'прийнято рішення'],
  [State.APPEALED, 'appealed', 'оскаржено'],
  [State.APPEAL_DECIDED, 'appeal-decided', 'скаргу розглянуто', 'appeal decided'],
]);
