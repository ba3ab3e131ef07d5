import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'
import type { HandlerApiEmulator } from '../emulator.ts'
import type { AnswerFaults } from './answer-faults.ts'

const ORDER = 'service=tg&country=187'

/** What is answered to `getNumber` and `getNumberV2` under a fault, and what was sold. */
async function answered(inject: (faults: HandlerApiEmulator['faults']) => unknown) {
  const { emulator, get } = shop('hero-sms')
  inject(emulator.faults)
  const [v1, v2] = [await get(`getNumber&${ORDER}`), await get(`getNumberV2&${ORDER}`)]
  const [first, second] = emulator.ledger.activations()
  if (!first || !second) throw new Error('nothing was sold')
  return { v1, v2, first, second }
}

describe('faults of the answer to a purchase', () => {
  it('P13 either form to either call', async () => {
    const { v2, second } = await answered(faults => faults.inject({ kind: 'v1-text-to-v2' }))
    expect(v2).toBe(`ACCESS_NUMBER:${second.id}:${second.phone}`)
    const { v1, first } = await answered(faults => faults.inject({ kind: 'v2-json-to-v1' }))
    expect(JSON.parse(v1)).toMatchObject({ activationId: first.id, phoneNumber: first.phone })
  })

  it('P11 part of it', async () => {
    const forms = ['no-phone', 'empty-phone', 'empty-id', 'half-word'] as const
    const answers = await Promise.all(
      forms.map(form => answered(faults => faults.inject({ kind: 'partial-answer', form }))),
    )
    const [first] = answers.map(answer => answer.first)
    expect(answers.map(({ v1 }) => v1)).toEqual([
      `ACCESS_NUMBER:${first?.id}`,
      `ACCESS_NUMBER:${first?.id}:`,
      `ACCESS_NUMBER::${first?.phone}`,
      'ACCESS_NUMB',
    ])
    expect(answers.slice(0, 3).map(({ v2 }) => JSON.parse(v2))).toMatchObject([
      { activationId: answers[0]?.second.id },
      { phoneNumber: '' },
      { activationId: '' },
    ])
    expect(JSON.parse(answers[0]?.v2 ?? '')).not.toHaveProperty('phoneNumber')
    expect(answers[3]?.v2).toBe('{"activatio')
  })

  it('P11 leaves a refusal as it is', async () => {
    const { emulator, get } = shop('classic')
    emulator.faults.inject({ kind: 'partial-answer' })
    expect(await get('getNumber&service=wa&country=187')).toBe('NO_NUMBERS')
  })

  it('P14 an id of 20 digits, by which the activation is known', async () => {
    const { emulator, get } = shop('classic')
    emulator.faults.inject({ kind: 'long-id' })
    const [, id = ''] = (await get(`getNumber&${ORDER}`)).split(':')
    expect(id).toMatch(/^\d{20}$/)
    expect(await get(`getStatus&id=${id}`)).toBe('STATUS_WAIT_CODE')
    const { activationId } = JSON.parse(await get(`getNumberV2&${ORDER}`))
    expect(emulator.ledger.activations().map(activation => activation.id)).toEqual([id, activationId])
  })

  it('P15 phones with a plus, with blanks, with zeros in front', async () => {
    for (const [form, shape] of [
      ['plus', /^\+1555\d{7}$/],
      ['blanks', /^\+15 55\d \d{6}$/],
      ['zeros', /^001555\d{7}$/],
    ] as const) {
      const { v1, v2, first } = await answered(faults => faults.inject({ kind: 'phone-form', form }))
      expect(v1.split(':')[2]).toMatch(shape)
      expect(JSON.parse(v2).phoneNumber).toMatch(shape)
      expect(v1.replace(/^[^:]*:[^:]*:(?:\+|00)/, '').replace(/ /g, '')).toBe(first.phone)
    }
  })

  it('P23 prices nobody can use', async () => {
    const told = async (form: AnswerFaults['cost-form']['form']) => {
      const { v2 } = await answered(faults => faults.inject({ kind: 'cost-form', ...(form && { form }) }))
      const { activationCost, currency } = JSON.parse(v2)
      return [activationCost, currency]
    }
    expect(await told(undefined)).toEqual([undefined, 840])
    expect(await told('empty')).toEqual(['', 840])
    expect(await told('NaN')).toEqual(['NaN', 840])
    expect(await told('negative')).toEqual([-0.5, 840])
    expect(await told('currency')).toEqual([0.25, 978])
  })
})
