import { json, text } from '../../reply.ts'
import type { Action } from '../dialect.ts'

/** `ACCESS_BALANCE:<amount>`; the currency stays unsaid. */
export const balance: Action = ({ balance }) => text(`ACCESS_BALANCE:${balance}`)

/** The same, and with `format=json` an object that names the currency (840 is the US dollar). */
export const balanceWithFormat: Action = (scene, query) =>
  query.get('format') === 'json' ? json({ balance: scene.balance, currency: 840 }) : balance(scene, query)
