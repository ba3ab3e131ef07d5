/** A page of the site: what it is called there, and where it is. */
export interface NavPage {
  readonly text: string
  /** From the root of the site, without an ending; a folder ends in a slash. */
  readonly link: string
}

/** A section of the site. */
export interface NavSection {
  readonly text: string
  /** Where its pages are, with a slash at the end. */
  readonly folder: string
  readonly pages: readonly NavPage[]
}

/** A section and its pages by their names in its folder; `''` is the folder's own page. */
const section = (text: string, folder: string, pages: Readonly<Record<string, string>>): NavSection => ({
  text,
  folder,
  pages: Object.entries(pages).map(([name, title]) => ({ text: title, link: folder + name })),
})

/** What one looks up; the API is a page of it. */
export const reference = section('Reference', '/', {
  'api/': 'API',
  examples: 'Examples',
  comparison: 'Comparison',
  reliability: 'Reliability',
  benchmarks: 'Benchmarks',
  security: 'Security',
  'decisions/': 'Decisions',
  glossary: 'Glossary',
  architecture: 'Architecture',
  contributing: 'Contributing',
  readme: 'Readme',
  'readme-fr': 'En français',
})

/** How the site is read. The menu, the side bars and llms.txt are made from it. */
export const nav: readonly NavSection[] = [
  section('Guide', '/guides/', {
    'first-code': 'First code',
    'test-without-spending': 'Test without spending',
    'run-the-daemon': 'Run the daemon',
    'use-in-react': 'Use in React',
    'write-a-provider': 'Write a provider',
    'migrate-from-hero-sms': 'Migrate from hero-sms',
    'migrate-from-handler-api': 'Migrate from a handler_api client',
    'migrate-from-edge-functions': 'Migrate from edge functions and cron',
  }),
  section('Concepts', '/concepts/', {
    providers: 'Providers',
    activations: 'Activations',
    money: 'Money',
    rentals: 'Rentals',
    failover: 'Failover',
    webhooks: 'Webhooks',
  }),
  section('Providers', '/providers/', {
    capabilities: 'What each can do',
    'hero-sms': 'HeroSMS',
    'five-sim': '5SIM',
    'tiger-sms': 'Tiger SMS',
    'grizzly-sms': 'GrizzlySMS',
    'sms-bower': 'SMSBower',
    daemon: 'A daemon',
  }),
  section('Daemon', '/daemon/', {
    '': 'The daemon',
    configuration: 'Configuration',
    env: 'Variables',
    commands: 'Commands',
    jobs: 'Jobs and runs',
    buying: 'Buying',
    http: 'HTTP API',
    events: 'Events',
    analytics: 'Success rates and history',
    access: 'Tokens and access',
    admin: 'The admin page',
    webhooks: 'Webhooks in and out',
    database: 'The database',
    schema: 'Schema',
    retention: 'Retention',
    deployment: 'Deployment',
    operations: 'Operations',
    alerts: 'Alerts',
  }),
  reference,
]

/** The file a link leads to, from the root of the pages. */
export function fileOf(link: string): string {
  return `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`
}
