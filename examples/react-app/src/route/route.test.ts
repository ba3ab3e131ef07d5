import { describe, expect, it } from 'vitest'
import { formatRoute, HOME, parseRoute, type Route } from './route.ts'

describe('routes', () => {
  it.each<[string, Route]>([
    ['#/', HOME],
    ['#/buy/telegram', { page: 'buy', service: 'telegram', country: null }],
    ['#/buy/telegram/GB', { page: 'buy', service: 'telegram', country: 'GB' }],
    ['#/buy/hero-sms%3Azz/hero-sms%3A99', { page: 'buy', service: 'hero-sms:zz', country: 'hero-sms:99' }],
    ['#/rentals', { page: 'rentals', service: null, country: null }],
    ['#/rentals/x%2Fy', { page: 'rentals', service: 'x/y', country: null }],
    ['#/number/hero-sms%3A4711', { page: 'number', id: 'hero-sms:4711' }],
    ['#/rented/hero-sms%3A7', { page: 'rented', id: 'hero-sms:7' }],
    ['#/history', { page: 'history' }],
  ])('%s is read, and written as it was', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route)
    expect(formatRoute(route)).toBe(hash)
  })

  it.each(['', '#', '#/nowhere', '#/number', '#/number/', '#/buy', '#//buy'])('%j leads to the beginning', hash => {
    expect(parseRoute(hash)).toEqual(HOME)
  })

  it('what cannot be decoded is taken as it stands', () => {
    expect(parseRoute('#/buy/%E0%A4')).toEqual({ page: 'buy', service: '%E0%A4', country: null })
  })

  it('a country without a service is none', () => {
    expect(formatRoute({ page: 'rentals', service: null, country: 'GB' })).toBe('#/rentals')
  })
})
