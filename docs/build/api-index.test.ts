import { expect, it } from 'vitest'
import { apiIndex } from './api-index.ts'

const pageOf = (...names: string[]) =>
  `# API\n\n## Modules\n\n| Module | Description |\n| ------ | ------ |\n${names.map(name => `| [${name}](${name}/index.md) | - |`).join('\n')}\n`

const readme =
  '| Entry | What |\n|---|---|\n| `@onesms/sdk/wire` | what travels |\n| `@onesms/sdk/providers/*` | all |\n'
const title = (id: string) => (id === 'hero-sms' ? 'HeroSMS' : undefined)

it('says of each entry what it is for: as the readme does, or as the page of the provider is called', () => {
  const page = apiIndex(pageOf('@onesms/sdk/wire', '@onesms/sdk/providers/hero-sms', '@onesms/react'), readme, title)
  expect(page).toContain('| [`@onesms/sdk/wire`](@onesms/sdk/wire/index.md) | what travels |\n')
  expect(page).toContain('hero-sms/index.md) | [HeroSMS](../providers/hero-sms.md) |\n')
  expect(page).toContain('| Import | What |\n| ------ | ------ |\n')
  expect(page).not.toContain('| - |')
})

it('lets no entry pass of which nobody says anything', () => {
  expect(() => apiIndex(pageOf('@onesms/sdk/new'), readme, title)).toThrow('has no line for @onesms/sdk/new')
})
