const page = (title: string, body: string) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<link rel="icon" href="data:,"><title>${title}</title><main><h1>${title}</h1>${body}</main></html>`

const problem = (text: string | undefined) => (text ? `<p role="alert">${text}</p>` : '')

export const phonePage = (wrong?: string) =>
  page(
    'Sign in',
    `${problem(wrong)}<form method="post" action="/phone">
      <label>Phone <input name="phone" type="tel" autocomplete="tel" required></label> <button>Send me a code</button>
    </form>`,
  )

export const codePage = (wrong?: string) =>
  page(
    'Your code',
    `${problem(wrong)}<form method="post" action="/code">
      <label>Code <input name="code" inputmode="numeric" autocomplete="one-time-code" required></label> <button>Sign in</button>
    </form>`,
  )

/** A phone that comes here is digits behind a plus, so that it needs no escaping. */
export const welcomePage = (phone: string) => page('Welcome', `<p>You are signed in as ${phone}.</p>`)
