import type { Service } from '@onesms/sdk'

/** Those that are mapped first, then by stock: what most people look for stands on the first page. */
export function sortServices(services: readonly Service[]): readonly Service[] {
  return [...services].sort(
    (left, right) =>
      Number(right.slug !== null) - Number(left.slug !== null) ||
      (right.stock ?? -1) - (left.stock ?? -1) ||
      left.name.localeCompare(right.name),
  )
}
