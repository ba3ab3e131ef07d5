import { describeHandlerApi } from '../../__fixtures__/conformance.ts'
import { grizzlySms } from './index.ts'

describeHandlerApi(grizzlySms, 'tiger-sms')
