import { existsSync } from 'node:fs'
import { EmbeddedDatabaseError, USE_YOUR_OWN } from './error.ts'

/** Platforms there are server programs for, each with the file every glibc program is loaded by. */
const LOADERS: Readonly<Record<string, string | null>> = {
  'linux-x64': '/lib64/ld-linux-x86-64.so.2',
  'linux-arm64': '/lib/ld-linux-aarch64.so.1',
  'darwin-x64': null,
  'darwin-arm64': null,
}

/** What the decision needs to know of the machine. */
export interface Machine {
  /** For example `linux-x64`. */
  readonly platform: string
  readonly env: NodeJS.ProcessEnv
  exists(path: string): boolean
}

/** `linux-x64` and the like, as in the names of the packages with the server's programs. */
export const PLATFORM = `${process.platform}-${process.arch}`

/** Throws where an embedded server cannot run, or where it should not: durable data inside a container. */
export function assertSupported(durable: boolean): void {
  const reason = whyUnsupported({ platform: PLATFORM, env: process.env, exists: existsSync }, durable)
  if (reason) throw new EmbeddedDatabaseError(`${reason} ${USE_YOUR_OWN}`)
}

/** The reason against an embedded server on this machine, or `null`. */
export function whyUnsupported(machine: Machine, durable: boolean): string | null {
  const loader = LOADERS[machine.platform]
  if (loader === undefined) return `There is no embedded Postgres for ${machine.platform}.`
  if (loader && !machine.exists(loader)) {
    // Alpine (musl) and NixOS lack it; the kernel would say "no such file" about a program that is plainly there.
    return `The embedded Postgres needs glibc, and this system has no ${loader}.`
  }
  if (durable && isContainer(machine)) {
    return 'This is a container, and an embedded Postgres would lose its data together with the container.'
  }
  return null
}

function isContainer({ env, exists }: Machine): boolean {
  // Docker, Podman, Kubernetes: none of them has one mark for all.
  return exists('/.dockerenv') || exists('/run/.containerenv') || env['KUBERNETES_SERVICE_HOST'] !== undefined
}
