import { describeHandlerApi } from '../../__fixtures__/conformance.ts'
import { heroSms } from './index.ts'

describeHandlerApi(heroSms, 'hero-sms')
