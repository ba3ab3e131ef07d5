import type { NumberSnapshot } from '@onesms/sdk'

const OVER: ReadonlySet<string> = new Set(['completed', 'cancelled', 'expired'])

/** Whether a number has ended. */
export const isSettled = ({ status }: Pick<NumberSnapshot, 'status'>): boolean => OVER.has(status)
