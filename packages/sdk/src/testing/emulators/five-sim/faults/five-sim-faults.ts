import { type DeliveryFaults, deliveryFaults } from '../../../faults/delivery-faults.ts'
import type { FaultTable } from '../../../faults/fault-plan.ts'
import { type ReplyFaults, replyFaults } from '../../../faults/reply-faults.ts'
import { type CatalogFaults, catalogFaults } from '../../handler-api/faults/catalog-faults.ts'
import type { Scene } from '../scene.ts'
import { answerFaults, type FiveSimAnswerFaults } from './answer-faults.ts'
import { type FiveSimOrderFaults, orderFaults } from './order-faults.ts'
import { type FiveSimProtocolFaults, protocolFaults } from './protocol-faults.ts'
import { type FiveSimPurchaseFaults, purchaseFaults } from './purchase-faults.ts'

/** Every fault this emulator can commit; kind → details. Those of the handler emulator have the same names here. */
export interface FiveSimFaults
  extends CatalogFaults,
    FiveSimPurchaseFaults,
    FiveSimAnswerFaults,
    FiveSimOrderFaults,
    FiveSimProtocolFaults,
    ReplyFaults,
    DeliveryFaults {}

export const fiveSimFaults: FaultTable<FiveSimFaults, Scene> = {
  ...catalogFaults(),
  ...purchaseFaults,
  ...answerFaults,
  ...orderFaults,
  ...protocolFaults,
  ...replyFaults,
  ...deliveryFaults,
}
