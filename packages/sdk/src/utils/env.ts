/** Reads an environment variable where there is an environment; an empty value counts as absent. */
export function readEnv(name: string): string | undefined {
  const environment = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env
  return environment?.[name] || undefined
}

/** Whether this is a worker on somebody's server that speaks the language of a page: workerd, which Cloudflare runs. */
export function isServerWorker(): boolean {
  const { navigator } = globalThis as { navigator?: { userAgent?: string } }
  return navigator?.userAgent === 'Cloudflare-Workers'
}

/** Whether this runs in a page, where everybody can read what the code holds. Workers of a page count too. */
export function isBrowser(): boolean {
  const scope = globalThis as {
    document?: unknown
    window?: unknown
    WorkerGlobalScope?: unknown
    process?: { versions?: { node?: string } }
  }
  if (isServerWorker()) return false
  if (scope.process?.versions?.node) return scope.window !== undefined && scope.document !== undefined
  return (scope.window !== undefined && scope.document !== undefined) || scope.WorkerGlobalScope !== undefined
}
