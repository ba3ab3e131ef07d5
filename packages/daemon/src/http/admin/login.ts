import { type Html, html } from './markup.ts'
import { bare } from './shell.ts'

/** Where an operator shows a token. It is a form, so that the token stands in no address. */
export function login(mistake: string | null): Html {
  return bare(
    'Log in',
    html`<section><h1>One<b>SMS</b></h1>
      <p class="lead">Log in with a token that has the scope <span class="id">admin</span>.</p>
      ${mistake && html`<p role="alert">${mistake}</p>`}
      <form method="post" action="/admin/login"><label class="field"><span>Token</span>
        <input type="password" name="token" required autocomplete="current-password" maxlength="512" autofocus></label>
        <button class="main">Log in</button></form></section>`,
  )
}

/** What went wrong, where somebody expects a page. */
export function mishap(title: string, detail: string): Html {
  return bare(
    title,
    html`<section><h1>${title}</h1><p role="alert">${detail}</p><p><a href="/admin">To the overview</a></p></section>`,
  )
}
