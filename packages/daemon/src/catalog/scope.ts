/** Which countries a job scans: all, the named ones, or those with most stock. */
export type ScanScope = 'all' | readonly string[] | { readonly top: number }

/** The name under which a scope keeps its baseline: another scope is compared with nothing. */
export function scopeName(scope: ScanScope): string {
  if (scope === 'all') return 'all'
  return 'top' in scope ? `top:${scope.top}` : [...new Set(scope)].sort().join(',')
}
