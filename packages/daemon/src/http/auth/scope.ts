/** What a token may do. Reading is apart from spending, and spending from running the house. */
export const scopes = ['catalog:read', 'activation:read', 'purchase', 'sync:trigger', 'admin'] as const

export type Scope = (typeof scopes)[number]
