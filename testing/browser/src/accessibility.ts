import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What speaks against a page, for people who see, hear or move otherwise. */
export interface Complaint {
  /** The rule of axe-core. */
  readonly rule: string
  readonly impact: string
  readonly help: string
  /** Where: a selector each. */
  readonly elements: readonly string[]
}

const GRAVE = ['serious', 'critical']

/** It comes by the debugger and not as a script of the page, so that no policy has to allow it. */
export async function complaintsAbout(page: Page): Promise<readonly Complaint[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({ resultTypes: ['violations'] }),
  )
  return violations
    .filter(({ impact }) => GRAVE.includes(impact ?? ''))
    .map(({ id, impact, help, nodes }) => ({
      rule: id,
      impact: impact ?? '',
      help,
      elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary ?? ''}`),
    }))
}
