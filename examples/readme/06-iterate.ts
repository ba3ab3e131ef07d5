import type { Activation } from '@onesms/sdk'

export async function readUntilCode(activation: Activation) {
  // #region
  for await (const message of activation.messages()) {
    if (message.code) break // leaving the loop stops the asking
    await activation.retry() // another SMS on the same number
  }
  // #endregion
}
