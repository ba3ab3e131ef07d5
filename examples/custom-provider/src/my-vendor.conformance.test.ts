import { describeProvider } from '@onesms/sdk/testing'
import { describe, it } from 'vitest'
import { suite } from './__fixtures__/suite.ts'

describeProvider({ ...suite, describe, it })
