import type { IntentStore } from '../purchase/store.ts'

/** The same store, which tells whether it is at work, and the id of the purchase that was written down last. */
export function watchStore(store: IntentStore) {
  let running = 0
  let lastPurchase: string | null = null
  const counted =
    <Args extends unknown[], Result>(step: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      running += 1
      try {
        return await step(...args)
      } finally {
        running -= 1
      }
    }
  const watched: IntentStore = {
    insert: counted(async intent => {
      const inserted = await store.insert(intent)
      if (intent.state === 'prepared') lastPurchase = inserted.intent.id
      return inserted
    }),
    begin: counted(store.begin),
    transition: counted(store.transition),
    get: counted(store.get),
    list: counted(store.list),
    owners: counted(store.owners),
  }
  return { store: watched, isBusy: () => running > 0, lastPurchase: () => lastPurchase }
}
