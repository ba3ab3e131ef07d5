import { type Reply, text } from '../../reply.ts'
import { naiveTime } from '../times.ts'

/** `BANNED:'2026-01-01 03-00-00'`: hyphens also in the time of day. */
export const bannedWord = (until: number): Reply => text(`BANNED:'${naiveTime(until).replace(/:/g, '-')}'`)
