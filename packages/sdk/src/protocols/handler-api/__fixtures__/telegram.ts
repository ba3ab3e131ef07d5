/** What the snapshots of a number for Telegram in the United Kingdom have in common, on which nothing has arrived. */
export const telegramNumber = {
  reason: null,
  phone: '+447700900123',
  service: { slug: 'telegram', nativeId: 'tg', name: 'telegram' },
  country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
  operator: null,
  refund: 'none',
  messages: [],
} as const

/** The same number on a list, bought at midnight. */
export const telegramRow = (activationId: number, facts: object = {}) => ({
  activationId,
  serviceCode: 'tg',
  countryCode: '16',
  phoneNumber: '447700900123',
  activationCost: '0.25',
  activationStatus: '4',
  activationTime: '2026-01-01T00:00:00Z',
  ...facts,
})
