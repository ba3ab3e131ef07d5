import { hostname } from 'node:os'

/** Names this process in leases and the run log. */
export function processName(): string {
  return `${hostname()}:${process.pid}`
}
