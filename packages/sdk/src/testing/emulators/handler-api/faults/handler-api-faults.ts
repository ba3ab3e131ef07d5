import { type DeliveryFaults, deliveryFaults } from '../../../faults/delivery-faults.ts'
import type { FaultTable } from '../../../faults/fault-plan.ts'
import { type ReplyFaults, replyFaults } from '../../../faults/reply-faults.ts'
import type { Dialect } from '../dialect.ts'
import type { Scene } from '../scene.ts'
import { type CatalogFaults, catalogFaults } from './catalog-faults.ts'
import { type ProtocolFaults, protocolFaults } from './protocol-faults.ts'

/** Every fault this emulator can commit; kind → details. */
export interface HandlerApiFaults extends CatalogFaults, ProtocolFaults, ReplyFaults, DeliveryFaults {}

export const handlerApiFaults = (dialect: Dialect): FaultTable<HandlerApiFaults, Scene> => ({
  ...catalogFaults,
  ...protocolFaults(dialect),
  ...replyFaults,
  ...deliveryFaults,
})
