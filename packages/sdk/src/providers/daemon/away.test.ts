import { afterEach, describe, expect, it } from 'vitest'
import { openLiveScene } from './__fixtures__/live-scene.ts'

const MINUTE = 60_000
type Scene = ReturnType<typeof openLiveScene>

/** A page that follows a number, and what it hears of it. */
async function follow(scene: Scene) {
  const activation = await scene.buy()
  const heard: (string | null)[] = []
  activation.on('message', ({ code }) => heard.push(code))
  await scene.pass(30_000)
  return { activation, heard }
}

let scene: Scene
afterEach(() => void scene.client.close())

/** What was asked for while `act` went on. */
async function during(act: () => Promise<void>) {
  const before = [scene.looks(), scene.streams()] as const
  await act()
  return { looks: scene.looks() - before[0], streams: scene.streams() - before[1] }
}

describe('R17 a page that was frozen for ten minutes', () => {
  it('does not go on with a purchase whose answer was lost before: it asks what came of it', async () => {
    scene = openLiveScene()
    scene.before.fault = async (send, { init }) => {
      if (init.method !== 'POST') return send()
      scene.before.fault = null
      scene.page.freeze()
      throw new TypeError('terminated')
    }
    const failing = scene.client.activations.buy({ service: 'telegram', country: 'US' }).catch(error => error)
    await scene.pass(10 * MINUTE)
    scene.page.thaw()
    await scene.pass(MINUTE)
    expect([(await failing).code, scene.posts(), scene.sold()]).toEqual(['purchase_unknown', 1, 0])
  })

  it('looks once and opens one stream when it is told', async () => {
    scene = openLiveScene()
    const { activation, heard } = await follow(scene)
    const while_ = await during(async () => {
      scene.page.freeze()
      scene.deaden()
      await scene.pass(9 * MINUTE)
      await scene.sms(activation.id, '111111')
      await scene.pass(MINUTE)
    })
    expect(while_).toEqual({ looks: 0, streams: 0 })
    const after = await during(async () => {
      scene.page.thaw()
      scene.client.wake()
      await scene.pass(100)
    })
    expect(after).toEqual({ looks: 1, streams: 1 })
    expect(heard).toEqual(['111111'])
    expect(await during(() => scene.pass(30_000))).toEqual({ looks: 0, streams: 0 })
    expect(heard).toEqual(['111111'])
  })

  it('of many numbers asks for the list, once', async () => {
    scene = openLiveScene()
    for (let count = 0; count < 5; count += 1) (await scene.buy()).subscribe(() => {})
    await scene.pass(30_000)
    scene.page.freeze()
    scene.deaden()
    await scene.pass(10 * MINUTE)
    scene.page.thaw()
    const before = scene.asked.length
    scene.client.wake()
    await scene.pass(100)
    expect(scene.asked.slice(before).toSorted()).toEqual(['GET activations', 'GET events'])
  })

  it('knows by the clock on the wall that the machine slept, though its even one stood still', async () => {
    scene = openLiveScene()
    await follow(scene)
    await scene.pass(25_000)
    scene.deaden()
    scene.page.skew += 10 * MINUTE
    const after = await during(async () => {
      scene.client.wake()
      await scene.pass(100)
    })
    expect(after).toEqual({ looks: 1, streams: 1 })
  })

  it('recovers without being told, by its own watchdog', async () => {
    scene = openLiveScene()
    const { activation, heard } = await follow(scene)
    scene.page.freeze()
    scene.deaden()
    await scene.pass(9 * MINUTE)
    await scene.sms(activation.id, '111111')
    await scene.pass(MINUTE)
    const after = await during(async () => {
      scene.page.thaw()
      await scene.pass(MINUTE)
    })
    expect(heard).toEqual(['111111'])
    expect(after.streams).toBe(1)
    await scene.sms(activation.id, '222222')
    expect(scene.streams()).toBe(2)
  })

  it('a look that was never answered is made anew', async () => {
    scene = openLiveScene()
    scene.way.hasStream = false
    const { activation, heard } = await follow(scene)
    let isLost = true
    scene.before.fault = async send => {
      if (!isLost) return send()
      isLost = false
      return new Promise(() => {})
    }
    await scene.pass(11_000)
    expect(isLost).toBe(false)
    await scene.pass(20_000)
    scene.vendor.sms(activation.id, { text: 'Your code is 111111', code: '111111' })
    const after = await during(async () => {
      scene.client.wake()
      await scene.pass(100)
    })
    expect([after.looks, heard]).toEqual([1, ['111111']])
  })
})

describe('wake() of a page that was not away', () => {
  it('costs nothing, however often it is called', async () => {
    scene = openLiveScene()
    await follow(scene)
    await scene.pass(11_000) // the look of the last minute is past the advice
    const after = await during(async () => {
      for (let second = 0; second < 9; second += 1) {
        for (let time = 0; time < 5; time += 1) scene.client.wake()
        await scene.pass(1_000)
      }
    })
    expect(after.streams).toBe(0)
    expect(after.looks).toBeLessThanOrEqual(1)
  })

  it('asks nothing where nothing is followed, or loaded', async () => {
    scene = openLiveScene()
    scene.client.wake()
    await scene.buy()
    await scene.pass(MINUTE)
    const before = scene.asked.length
    scene.client.wake()
    await scene.pass(MINUTE)
    expect(scene.asked.length).toBe(before)
  })
})

describe('R05 a tab that nobody saw for as long as a number lives', () => {
  it('looks once when it is seen again, and has heard all', async () => {
    scene = openLiveScene()
    const { activation, heard } = await follow(scene)
    scene.page.hide()
    const hidden = await during(() => scene.pass(10 * MINUTE))
    expect(hidden.looks).toBeLessThanOrEqual(11)
    await scene.sms(activation.id, '111111')
    await scene.pass(9 * MINUTE)
    const after = await during(async () => {
      scene.page.show()
      scene.client.wake()
      await scene.pass(500)
      scene.client.wake()
      await scene.pass(5_000)
    })
    expect(after.looks).toBeLessThanOrEqual(1)
    expect(after.streams).toBeLessThanOrEqual(1)
    expect(heard).toEqual(['111111'])
    expect(activation.status).toBe('received')
  })

  it('looks once also where there is no stream', async () => {
    scene = openLiveScene()
    scene.way.hasStream = false
    await follow(scene)
    scene.page.hide()
    const hidden = await during(() => scene.pass(19 * MINUTE))
    expect(hidden.looks).toBeLessThanOrEqual(20)
    const after = await during(async () => {
      scene.page.show()
      scene.client.wake()
      await scene.pass(5_000)
    })
    expect(after.looks).toBe(1)
  })
})

describe('R04 a page that was offline', () => {
  it('resumes once when it is told that it is online: one look, one stream, nothing lost', async () => {
    scene = openLiveScene()
    const { activation, heard } = await follow(scene)
    scene.offline()
    await scene.pass(4 * MINUTE)
    await scene.sms(activation.id, '111111')
    await scene.pass(4 * MINUTE)
    scene.online()
    const after = await during(async () => {
      scene.client.wake()
      await scene.pass(2_000)
    })
    expect(after).toEqual({ looks: 1, streams: 1 })
    expect(heard).toEqual(['111111'])
    expect(await during(() => scene.pass(30_000))).toEqual({ looks: 0, streams: 0 })
  })

  it('may be used at once, also where nothing is followed', async () => {
    scene = openLiveScene()
    scene.offline()
    for (let time = 0; time < 5; time += 1) {
      const failing = scene.client.account.balance().catch(() => {})
      await scene.pass(2_000)
      await failing
    }
    scene.online()
    await expect(scene.client.account.balance()).rejects.toMatchObject({ code: 'provider_unavailable' })
    scene.client.wake()
    expect((await scene.buy()).status).toBe('waiting')
  })

  it('comes back by itself, where nobody tells it', async () => {
    scene = openLiveScene()
    const { activation, heard } = await follow(scene)
    scene.offline()
    await scene.pass(3 * MINUTE)
    await scene.sms(activation.id, '111111')
    scene.online()
    await scene.pass(2 * MINUTE)
    expect(heard).toEqual(['111111'])
  })

  it('buys nothing when it is online again, but under the same key', async () => {
    scene = openLiveScene()
    await follow(scene)
    scene.offline()
    const failing = scene.client.activations
      .buy({ service: 'telegram', country: 'US' }, { idempotencyKey: 'visit-17' })
      .catch(error => error)
    await scene.pass(3 * MINUTE)
    expect((await failing).code).toMatch(/^purchase_(unknown|not_sent)$/)
    scene.online()
    const posts = scene.posts()
    scene.client.wake()
    await scene.pass(5 * MINUTE)
    expect([scene.posts() - posts, scene.sold()]).toEqual([0, 1])
  })
})
