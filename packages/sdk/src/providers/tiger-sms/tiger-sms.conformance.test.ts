import { describeHandlerApi } from '../../__fixtures__/conformance.ts'
import { tigerSms } from './index.ts'

describeHandlerApi(tigerSms, 'tiger-sms')
