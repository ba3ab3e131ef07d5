/** The page around the description: the same for everybody, so that it needs no token; what it shows does. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>OneSMS API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<form id="token" hidden>
<label for="secret">A token with the scope <code>catalog:read</code></label>
<input id="secret" type="password" autocomplete="off" spellcheck="false" required>
<button>Show the API</button>
<p role="alert" id="refusal"></p>
</form>
<main id="api"><noscript>This page needs JavaScript. The description is at <a href="/openapi.json">/openapi.json</a>.</noscript></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/page.js"></script>
</body>
</html>
`

export const DOCS_STYLE = `:root { color-scheme: light dark }
body { margin: 0; background: #fff; color: #222; font-family: system-ui, sans-serif; overflow-wrap: anywhere }
.dark-mode body { background: #1c2022; color: #e4e6e6 }
#token { max-width: 26rem; margin: 15vh auto; padding: 0 1rem; display: grid; gap: .75rem }
#token[hidden] { display: none }
#token input, #token button { font: inherit; padding: .6rem; border: 1px solid #888; border-radius: .3rem }
.swagger-ui .wrapper { padding: 0 1rem }
@media (max-width: 40rem) {
.swagger-ui .opblock .opblock-summary-description { flex: 1 0 100% }
.swagger-ui table, .swagger-ui tbody, .swagger-ui tr, .swagger-ui td { display: block }
.swagger-ui thead, .swagger-ui .response-col_links { display: none }
.swagger-ui table tbody tr td, .swagger-ui .response-col_status, .swagger-ui .parameters-col_name { width: auto; max-width: 100%; min-width: 0; padding: .25rem 0 }
}
`

/** A token stays in this page: not in its address, and in no storage. */
export const DOCS_SCRIPT = `const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()

const form = document.getElementById('token')
const show = async token => {
  const answer = await fetch('/openapi.json', { headers: token ? { authorization: 'Bearer ' + token } : {} })
  form.hidden = answer.ok
  if (!answer.ok) {
    document.getElementById('refusal').textContent = token ? (await answer.json()).detail : ''
    return
  }
  const ui = SwaggerUIBundle({
    spec: await answer.json(),
    domNode: document.getElementById('api'),
    deepLinking: true,
    validatorUrl: null,
    persistAuthorization: false,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    onComplete: () => token && ui.preauthorizeApiKey('token', token),
  })
}
form.addEventListener('submit', event => {
  event.preventDefault()
  show(document.getElementById('secret').value)
})
show('')
`
