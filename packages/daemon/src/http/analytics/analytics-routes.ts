import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { countriesQuestion, countriesRoute } from './countries.ts'
import { historyQuestion, historyRoute } from './history.ts'
import { outcomesQuestion, outcomesRoute } from './outcomes.ts'
import { countriesAnswer, historyAnswer, outcomesAnswer } from './replies.ts'

const OUTCOMES = `A number counts by when it was bought. It has \`received\` an SMS, or is \`open\` (neither ended nor
received), or was \`withdrawn\` by its buyer within a minute, or has \`failed\`. \`success_rate\` is received / (received +
failed); \`success_floor\` is the lower bound of it at 95 % (Wilson). \`first_message\` is in seconds. \`costs\` are what was
charged and is not proven to have come back, for all numbers, per number that received one. With the scope \`admin\` they are
everybody's numbers.`

const COUNTRIES = `\`rank=own\` puts the best \`own.success_floor\` first, \`rank=overall\` the best \`success_rate\`,
which is that of everybody's numbers; what is not known comes last. \`offers\` is what the numbers cost now: the cheapest that is not sold out.`

const HISTORY = `One series for each provider. Between two changes everything stays as it was; before \`known_since\`, and
after now, \`offers\` is \`null\`. \`price\` is that of the cheapest that was not sold out. How far back it goes is the
setting \`history.days\`.`

/** What came of one's numbers, and how prices and stock moved. */
export function analyticsRoutes(context: RouteContext): readonly RouteEntry[] {
  return [
    {
      method: 'GET',
      path: '/v1/analytics/outcomes',
      scope: 'activation:read',
      route: outcomesRoute(context),
      doc: {
        tag: 'Analytics',
        summary: 'What came of the numbers that were bought',
        description: OUTCOMES,
        query: outcomesQuestion,
        replies: { 200: { description: 'Groups, those with most numbers first', body: outcomesAnswer } },
      },
    },
    {
      method: 'GET',
      path: '/v1/analytics/countries',
      scope: 'activation:read',
      route: countriesRoute(context),
      doc: {
        tag: 'Analytics',
        summary: 'Countries that sell a service, the best first',
        description: COUNTRIES,
        query: countriesQuestion,
        replies: { 200: { description: 'Countries', body: countriesAnswer } },
      },
    },
    {
      method: 'GET',
      path: '/v1/analytics/history',
      scope: 'catalog:read',
      route: historyRoute(context),
      doc: {
        tag: 'Analytics',
        summary: 'How price and stock of a service in a country moved',
        description: HISTORY,
        query: historyQuestion,
        replies: { 200: { description: 'Series', body: historyAnswer } },
      },
    },
  ]
}
