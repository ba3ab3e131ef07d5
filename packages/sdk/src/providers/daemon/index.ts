export { type DaemonOptions, daemon } from './daemon.ts'
