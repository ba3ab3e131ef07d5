export { grizzlySms } from './grizzly-sms.ts'
