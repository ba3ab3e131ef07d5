import { PurchaseUnknownError } from '../unknown-error.ts'
import { type Scene, silence, TELEGRAM } from './scene.ts'

/** A purchase whose answer was lost in silence: 30 s later nobody knows. */
export async function lose(scene: Scene, sells = false): Promise<PurchaseUnknownError> {
  scene.account.answers.push(async order => {
    if (sells) scene.account.sell(String(order.service))
    return silence(order)
  })
  const outcome = scene.purchases.buy(TELEGRAM).catch(error => error)
  await scene.clock.advance(30_000)
  const error = await outcome
  if (!(error instanceof PurchaseUnknownError)) throw error
  return error
}
