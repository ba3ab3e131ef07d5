import type { Activation } from '@onesms/sdk'

export async function giveUpAfterAMinute(activation: Activation) {
  // #region
  const code = await activation.waitForCode({ signal: AbortSignal.timeout(60_000) }).catch(() => null)

  if (code === null) {
    const { status, refund } = await activation.cancel() // waits until the provider takes it back
    console.log(status, refund) // 'cancelled', 'confirmed'; 'received', 'none' when an SMS came after all
  }
  // #endregion
}
