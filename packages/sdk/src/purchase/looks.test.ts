import { expect, it } from 'vitest'
import { ProviderUnavailableError } from '../errors/transport.ts'
import { createScene, HORIZON, silence, TELEGRAM } from './__fixtures__/scene.ts'
import { PurchaseUnknownError } from './unknown-error.ts'

it('P35 P36 each look for an unknown purchase is told, and whether it counts; no other look is', async () => {
  const scene = createScene()
  const { list } = scene.account
  const heard = () => scene.events.splice(0).flatMap(({ name, payload }) => (name === 'purchase:look' ? [payload] : []))
  await scene.purchases.buy({ ...TELEGRAM, service: 'whatsapp' })
  await scene.clock.advance(60_000)
  expect(scene.account.lists).toBeGreaterThan(0)
  expect(heard()).toEqual([])

  scene.account.answers.push(silence)
  const outcome = scene.purchases.buy(TELEGRAM).catch(error => error)
  await scene.clock.advance(30_000)
  expect(await outcome).toBeInstanceOf(PurchaseUnknownError)
  heard()
  await scene.clock.advance(5_000)
  expect(heard()).toEqual([{ provider: 'made-up', counts: true }])

  scene.account.list = async () => []
  await scene.clock.advance(5_000)
  expect(heard()).toEqual([{ provider: 'made-up', counts: false }])

  scene.account.list = () => Promise.reject(new ProviderUnavailableError('ERROR_SQL'))
  await scene.clock.advance(5_000)
  expect(heard()).toEqual([])

  scene.account.list = list
  await scene.clock.advance(HORIZON)
  expect(heard()).toContainEqual({ provider: 'made-up', counts: true })
  await scene.clock.advance(60_000) // it was closed meanwhile
  expect(heard()).toEqual([])
  await scene.purchases.close()
})
