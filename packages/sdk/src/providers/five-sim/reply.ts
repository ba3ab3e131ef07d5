import { parseExactJson } from '../../utils/exact-json.ts'

/** What an answer says, before anybody asks what it means. */
export type Reply =
  | { readonly kind: 'data'; readonly value: unknown }
  /** Errors are sentences of plain text: in lower case, without the quotes around them. */
  | { readonly kind: 'word'; readonly word: string }
  | { readonly kind: 'unreadable'; readonly reason: 'empty' | 'html' | 'malformed' }

const LONGEST_WORD = 200

/** Reads a body. It decides, never the content type: errors come beside 200 as well. Long integers are kept as text. */
export function readReply(body: string): Reply {
  const text = body.replace(/^\ufeff/, '').trim()
  if (text === '') return { kind: 'unreadable', reason: 'empty' }
  if (text.startsWith('<') || /<html/i.test(text.slice(0, LONGEST_WORD))) return { kind: 'unreadable', reason: 'html' }
  if (/^[{[]|^null$/.test(text)) {
    const value = parseExactJson(text)
    return value === undefined ? { kind: 'unreadable', reason: 'malformed' } : { kind: 'data', value }
  }
  if (text.length > LONGEST_WORD) return { kind: 'unreadable', reason: 'malformed' }
  const word = text
    .replace(/^["'\s]+|["'\s]+$/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
  return word === '' ? { kind: 'unreadable', reason: 'empty' } : { kind: 'word', word }
}
