import { describe, expect, it } from 'vitest'
import { liveUnderFaults } from './__fixtures__/canary-faults.ts'
import { failoverHosts } from './__fixtures__/canary-hosts.ts'
import { keyOfSigns, tokenKey } from './__fixtures__/canary-keys.ts'
import { createStage } from './__fixtures__/canary-stage.ts'

const stage = createStage()
const [key, secondKey] = [keyOfSigns(), tokenKey()]

describe('G08 T01 canary over two providers as one, each with a key of its own', () => {
  it.each(failoverHosts(secondKey))(
    'every method and every fault of both emulators: $id',
    async host => {
      const { worked, failed } = await liveUnderFaults(stage, host, [key, secondKey])
      expect([...failed]).toEqual(expect.arrayContaining(['activations.buy', 'activations.list', 'activation.cancel']))
      expect([...worked]).toEqual(expect.arrayContaining(['activations.buy', 'failover', 'purchase:unknown']))
    },
    120_000,
  )
})
