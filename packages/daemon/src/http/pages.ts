/** Has a path of the API answered, as if it had been asked for over the network. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>

/**
 * What is served beside the API, at paths that no route of it has; `null` where there is nothing either. It stands behind
 * the same checks of name and body, and reaches the API by `ask` alone.
 */
export type Pages = (request: Request, ask: Ask) => Promise<Response | null>
