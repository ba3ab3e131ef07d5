export { tigerSms } from './tiger-sms.ts'
