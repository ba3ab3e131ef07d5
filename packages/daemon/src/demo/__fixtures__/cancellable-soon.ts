import type { Provider } from '@onesms/sdk'

/** The same provider, of which it is said that it takes numbers back so many milliseconds after the purchase. */
export function cancellableSoon<P extends Provider>(provider: P, ms: number): P {
  const { activations, traits } = provider
  return {
    ...provider,
    traits: { ...traits, cancelAfter: ms },
    activations: {
      ...activations,
      purchase: async (order, call) => {
        const bought = await activations.purchase(order, call)
        return { ...bought, cancellableAt: new Date(bought.createdAt.getTime() + ms) }
      },
    },
  }
}
