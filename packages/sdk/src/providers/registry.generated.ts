// Written by scripts/sync-exports.ts from the provider.json of each folder. Do not edit.

export const entries = [
  { id: 'five-sim', name: '5SIM', env: 'FIVE_SIM', load: async () => (await import('./five-sim/index.ts')).fiveSim },
  { id: 'grizzly-sms', name: 'GrizzlySMS', env: 'GRIZZLY_SMS', load: async () => (await import('./grizzly-sms/index.ts')).grizzlySms },
  { id: 'hero-sms', name: 'HeroSMS', env: 'HERO_SMS', load: async () => (await import('./hero-sms/index.ts')).heroSms },
  { id: 'sms-bower', name: 'SMSBower', env: 'SMS_BOWER', load: async () => (await import('./sms-bower/index.ts')).smsBower },
  { id: 'tiger-sms', name: 'Tiger SMS', env: 'TIGER_SMS', load: async () => (await import('./tiger-sms/index.ts')).tigerSms },
]
