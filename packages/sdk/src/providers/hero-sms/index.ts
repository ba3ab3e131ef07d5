export { heroSms } from './hero-sms.ts'
