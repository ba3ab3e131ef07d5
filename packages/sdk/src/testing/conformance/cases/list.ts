import type { ActivationsFacet } from '../../../provider/activations.ts'
import { equal, errorOf, failureOf, isTrue, matches, unique } from '../assert.ts'
import { impatiently, OTHER_KEY, openScene, type Scene } from '../scene.ts'
import type { CaseOf } from './case.ts'

/** More than any page holds. */
const MANY = 101
const BROKEN = [
  '',
  'null',
  '{"unexpected":true}',
  'ORDER_QUEUED',
  '<!DOCTYPE html><html><body>Please sign in</body></html>',
]

/** Cases for a provider that lists its open numbers. */
export const listCases: readonly CaseOf[] = [
  {
    name: 'lists no number of an account that has none',
    run: async scene => equal(await listOf(scene)({}), [], 'open numbers'),
  },
  {
    name: `P36 lists every open number, all ${MANY} of them, each once`,
    run: async scene => {
      const bought: string[] = []
      while (bought.length < MANY) bought.push((await scene.buy()).id)
      const open = await listOf(scene)({})
      unique(
        open.map(({ id }) => id),
        'ids',
      )
      equal(open.map(({ id }) => id).sort(), [...bought].sort(), 'open numbers')
    },
  },
  {
    name: 'lists a number as it was sold',
    run: async scene => {
      const bought = await scene.buy()
      const [open] = await listOf(scene)({})
      const facts = ({ id, provider, nativeId, phone, service, country }: typeof bought) => [
        ...[id, provider, nativeId, phone, service.nativeId, country.nativeId],
      ]
      equal(open && facts(open), facts(bought), 'the number on the list')
      equal(open?.status, 'waiting', 'status')
      matches(open?.price?.amount ?? '0', /^\d+(\.\d+)?$/, 'price')
    },
  },
  {
    name: 'looks at several numbers at once, and says nothing of those it does not know',
    run: async scene => {
      const { fetchMany } = scene.provider.activations
      if (!fetchMany) return
      const [first, second] = [await scene.buy(), await scene.buy()]
      scene.vendor.sms(second.id, { text: 'Your code is 004567', code: '004567' })
      const seen = await fetchMany([first.id, second.id, 'nobody:1'], {})
      equal([...seen.keys()].sort(), [first.id, second.id].sort(), 'ids in the answer')
      equal(
        seen.get(second.id)?.messages?.map(({ code }) => code),
        ['004567'],
        'codes',
      )
      equal([...(await fetchMany([first.id], {})).keys()], [first.id], 'E18 only what was asked for')
    },
  },
  {
    name: 'P35 an error is not an empty list',
    run: async scene => {
      await scene.buy()
      for (const body of BROKEN) {
        scene.wire.fault = async () => new Response(body)
        await failureOf(() => impatiently(scene.wire, listOf(scene)), `a list answered with ${JSON.stringify(body)}`)
      }
      scene.wire.fault = async () => new Response('{"message":"Server Error"}', { status: 500 })
      await failureOf(() => impatiently(scene.wire, listOf(scene)), 'a list answered with status 500')
      const stranger = openScene(scene.suite, { key: OTHER_KEY })
      await errorOf(() => listOf(stranger)({}), 'a list with a wrong key')
      isTrue(scene.vendor.ledger.activations().length === 1, 'the number is still there')
    },
  },
]

function listOf({ provider: { activations } }: Scene): NonNullable<ActivationsFacet['list']> {
  if (!activations.list) throw new Error('it has no list')
  return activations.list
}
