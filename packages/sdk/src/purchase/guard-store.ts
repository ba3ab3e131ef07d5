import { OneSmsError } from '../errors/base.ts'
import { IntentStoreError } from '../errors/purchase.ts'
import type { IntentStore } from './store.ts'

/** The store with every failure as an {@link IntentStoreError}. Foreign errors may carry passwords, so only their code is told. */
export function guardStore(store: IntentStore, provider: string): IntentStore {
  const guarded =
    <Args extends unknown[], Result>(name: string, step: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      try {
        return await step.apply(store, args)
      } catch (error) {
        if (OneSmsError.is(error) && error.code === 'intent_store') throw error
        const { code, name: kind } = error as { code?: unknown; name?: unknown }
        const fact = `the ledger of purchases failed at ${name} (${String(code ?? kind)})`
        throw new IntentStoreError(fact, { provider, operation: 'activations.purchase' })
      }
    }
  return {
    insert: guarded('insert', store.insert),
    begin: guarded('begin', store.begin),
    transition: guarded('transition', store.transition),
    get: guarded('get', store.get),
    list: guarded('list', store.list),
    owners: guarded('owners', store.owners),
  }
}
