import { expect, it } from 'vitest'
import { onDemand } from './on-demand.ts'

it('loads a part once, and tries again after a failure, which says that nothing was sent', async () => {
  let tries = 0
  const load = onDemand('five-sim', 'follows numbers', async () => {
    tries += 1
    if (tries === 1) throw new Error('no such file')
    return { tries }
  })
  await expect(load()).rejects.toMatchObject({
    code: 'configuration',
    hint: expect.stringContaining('Nothing was sent'),
  })
  expect(await Promise.all([load(), load()])).toEqual([{ tries: 2 }, { tries: 2 }])
})
