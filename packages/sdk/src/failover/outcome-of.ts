import type { Provider } from '../provider/provider.ts'
import type { FailoverParts } from './parts.ts'
import { keyedFor } from './request.ts'

/**
 * What came of a purchase where every member keeps purchases by their reference: all of them are asked, each for its own.
 * Nothing was bought where each says so; an error of one is no answer of all.
 */
export function createOutcomeOf({ members, routes }: FailoverParts): Pick<Provider, 'outcomeOf'> {
  if (!members.every(({ outcomeOf }) => outcomeOf)) return {}
  return {
    outcomeOf: async (reference, call) => {
      const reports = await Promise.all(
        members.map(async member => {
          const report = (await member.outcomeOf?.(keyedFor(member, reference), call)) ?? { kind: 'unknown' as const }
          if (report.kind === 'bought') routes.note(report.snapshot.id, member)
          return report
        }),
      )
      const kinds = ['bought', 'unknown', 'missing', 'nothing'] as const
      const told = kinds.map(kind => reports.find(report => report.kind === kind)).find(report => report)
      return told ?? { kind: 'unknown' }
    },
  }
}
