import { passOn } from '../../../../lib/daemon-proxy.ts'

export const dynamic = 'force-dynamic'

export const GET = passOn
export const POST = passOn
