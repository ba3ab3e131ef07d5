import type { Activation } from '@onesms/sdk'

export function logEvents(activation: Activation) {
  // #region
  activation.on('message', ({ text, code }) => console.log(code ?? text)) // asks until it ends, or until you stop
  activation.on('status', (status, previous) => console.log(`${previous} -> ${status}`))
  activation.once('settled', ({ status, refund }) => console.log(`done: ${status}, refund: ${refund}`))
  // #endregion
}
