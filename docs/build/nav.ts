/** A page of the site: what it is called there, and where it is. */
export interface NavPage {
  readonly text: string
  /** From the root of the site, without an ending; a folder ends in a slash. */
  readonly link: string
}

/** A section of the site. */
export interface NavSection {
  readonly text: string
  readonly pages: readonly NavPage[]
}

/** How the site is read. The menu, the side bars and llms.txt are made from it. */
export const nav: readonly NavSection[] = [
  {
    text: 'Guide',
    pages: [
      { text: 'First code', link: '/guides/first-code' },
      { text: 'Test without spending', link: '/guides/test-without-spending' },
      { text: 'Run the daemon', link: '/guides/run-the-daemon' },
      { text: 'Use in React', link: '/guides/use-in-react' },
      { text: 'Write a provider', link: '/guides/write-a-provider' },
      { text: 'Migrate from hero-sms', link: '/guides/migrate-from-hero-sms' },
      { text: 'Migrate from a handler_api client', link: '/guides/migrate-from-handler-api' },
      { text: 'Migrate from edge functions and cron', link: '/guides/migrate-from-edge-functions' },
    ],
  },
  {
    text: 'Concepts',
    pages: [
      { text: 'Providers', link: '/concepts/providers' },
      { text: 'Activations', link: '/concepts/activations' },
      { text: 'Money', link: '/concepts/money' },
      { text: 'Rentals', link: '/concepts/rentals' },
      { text: 'Failover', link: '/concepts/failover' },
      { text: 'Webhooks', link: '/concepts/webhooks' },
    ],
  },
  {
    text: 'Providers',
    pages: [
      { text: 'What each can do', link: '/providers/capabilities' },
      { text: 'HeroSMS', link: '/providers/hero-sms' },
      { text: '5SIM', link: '/providers/five-sim' },
      { text: 'Tiger SMS', link: '/providers/tiger-sms' },
      { text: 'GrizzlySMS', link: '/providers/grizzly-sms' },
      { text: 'SMSBower', link: '/providers/sms-bower' },
      { text: 'A daemon', link: '/providers/daemon' },
    ],
  },
  {
    text: 'Daemon',
    pages: [
      { text: 'Configuration and operations', link: '/daemon' },
      { text: 'Variables', link: '/daemon/env' },
      { text: 'Schema', link: '/daemon/schema' },
      { text: 'HTTP API', link: '/http' },
      { text: 'Alerts', link: '/daemon/alerts' },
    ],
  },
  {
    text: 'Reference',
    pages: [
      { text: 'API', link: '/api/' },
      { text: 'Comparison', link: '/comparison' },
      { text: 'Reliability', link: '/reliability' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Security', link: '/security' },
      { text: 'Decisions', link: '/decisions/' },
      { text: 'Glossary', link: '/glossary' },
      { text: 'Architecture', link: '/architecture' },
      { text: 'Contributing', link: '/contributing' },
      { text: 'Readme', link: '/readme' },
      { text: 'En français', link: '/readme-fr' },
    ],
  },
]

/** The file a link leads to, from the root of the pages. */
export function fileOf(link: string): string {
  return `${link.slice(1)}${link.endsWith('/') ? 'index' : ''}.md`
}
