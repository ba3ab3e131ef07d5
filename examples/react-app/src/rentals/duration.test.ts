import { expect, it } from 'vitest'
import { createFormat } from '../format/format.ts'
import { languages } from '../i18n/languages.ts'
import { byDuration, durationText } from './duration.ts'

it('hours are days where they can be', () => {
  const [en, fr] = [languages.en, languages.fr]
  expect([1, 12, 24, 36, 720].map(hours => durationText(hours, en, createFormat('en')))).toEqual([
    ...['1 hour', '12 hours', '1 day', '36 hours', '30 days'],
  ])
  expect(durationText(168, fr, createFormat('fr'))).toBe('7 jours')
})

it('each length is offered once: the cheapest in stock, the shortest first', () => {
  const offer = (hours: number, amount: string, stock: number | null = 1) => ({ hours, price: { amount }, stock })
  const [dear, cheap, gone, long] = [offer(24, '10'), offer(24, '9'), offer(24, '1', 0), offer(72, '2', null)]
  expect(byDuration([long, dear, gone, cheap])).toEqual([cheap, long])
})
