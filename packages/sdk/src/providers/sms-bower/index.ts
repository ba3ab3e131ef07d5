export { smsBower } from './sms-bower.ts'
