import { describeHandlerApi } from '../../__fixtures__/conformance.ts'
import { smsBower } from './index.ts'

describeHandlerApi(smsBower, 'sms-bower')
