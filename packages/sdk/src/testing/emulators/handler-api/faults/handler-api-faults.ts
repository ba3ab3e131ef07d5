import { type DeliveryFaults, deliveryFaults } from '../../../faults/delivery-faults.ts'
import type { FaultTable } from '../../../faults/fault-plan.ts'
import { type ReplyFaults, replyFaults } from '../../../faults/reply-faults.ts'
import type { Dialect } from '../dialect.ts'
import type { Scene } from '../scene.ts'
import { type ActivationFaults, activationFaults } from './activation-faults.ts'
import { type AnswerFaults, answerFaults } from './answer-faults.ts'
import { type CatalogFaults, catalogFaults } from './catalog-faults.ts'
import { type ProtocolFaults, protocolFaults } from './protocol-faults.ts'
import { type PurchaseFaults, purchaseFaults } from './purchase-faults.ts'
import { type SmsFaults, smsFaults } from './sms-faults.ts'

/** Every fault this emulator can commit; kind → details. */
export interface HandlerApiFaults
  extends CatalogFaults,
    PurchaseFaults,
    AnswerFaults,
    ActivationFaults,
    SmsFaults,
    ProtocolFaults,
    ReplyFaults,
    DeliveryFaults {}

export const handlerApiFaults = (dialect: Dialect): FaultTable<HandlerApiFaults, Scene> => ({
  ...catalogFaults(),
  ...purchaseFaults(dialect),
  ...answerFaults,
  ...activationFaults(dialect),
  ...smsFaults,
  ...protocolFaults(dialect),
  ...replyFaults,
  ...deliveryFaults,
})
