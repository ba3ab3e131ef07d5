import { headersWith } from '../reply.ts'
import { ASSETS } from './assets.ts'
import { type Html, html } from './markup.ts'

/** Nothing but what this origin serves, no frame around it, no form elsewhere. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join('; ')

const PAGES = [
  ['/admin', 'Overview'],
  ['/admin/purchases', 'Purchases'],
  ['/admin/numbers', 'Numbers'],
  ['/admin/prices', 'Prices'],
  ['/admin/system', 'System'],
] as const

export type AdminPath = (typeof PAGES)[number][0]

/** Who looks at a page, and the word that its forms carry to show that they come from it. */
export interface Visitor {
  readonly subject: string
  readonly csrf: string
}

export interface PageParts {
  readonly title: string
  readonly lead: Html | string
  readonly body: Html
  /** Whether it is kept up to date while it is looked at. Default `false`. */
  readonly live?: boolean
  /** What just happened: said on top. */
  readonly notice?: string | null
}

/** A page of somebody who is let in. */
export function shell(
  path: AdminPath,
  { subject, csrf }: Visitor,
  { title, lead, body, live = false, notice }: PageParts,
): Html {
  return document(
    title,
    html`<a class="skip" href="#main">To the content</a>
    <header><div class="bar">
      <span class="brand">One<b>SMS</b></span>
      <nav aria-label="Pages">${PAGES.map(
        ([href, name]) => html`<a href="${href}"${href === path ? html` aria-current="page"` : ''}>${name}</a>`,
      )}</nav>
      <form class="who" method="post" action="/admin/logout"><span>${subject}</span>${csrfField(csrf)}<button class="plain">Log out</button></form>
    </div></header>
    <main id="main"><h1>${title}</h1>
    ${notice ? html`<section class="notice" role="status">${notice}</section>` : ''}
    <div${live ? html` data-live` : ''}><p class="lead">${lead}</p>
    ${body}</div></main>`,
  )
}

/** A page with nothing around it. */
export function bare(title: string, body: Html): Html {
  return document(title, html`<main class="gate">${body}</main>`)
}

export const csrfField = (csrf: string): Html => html`<input type="hidden" name="csrf" value="${csrf}">`

function document(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · OneSMS</title><link rel="stylesheet" href="${ASSETS.style}"><link rel="icon" href="data:,">
<script type="module" src="${ASSETS.script}"></script></head>
<body>${body}</body></html>`
}

/**
 * Kept by nobody, framed by nobody, and its address told to nobody else: to this origin alone, for with `no-referrer` a
 * browser would not say where a form comes from.
 */
export async function replyPage(
  page: Html,
  {
    status = 200,
    headers = {},
  }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Response> {
  return new Response(String(await page), {
    status,
    headers: headersWith({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': POLICY,
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      ...headers,
    }),
  })
}
