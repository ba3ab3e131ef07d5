/** Control characters, marks that turn the direction of a text, and what ends a line somewhere: they steer who reads. */
const STEERING =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|\p{Surrogate}/gu

const visible = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** The text on one line, with a visible escape in the place of every character that steers a terminal or a log. */
export function printable(text: string): string {
  return text.replace(STEERING, visible)
}

/** Scheme, perhaps a user with a password, host, perhaps a port, and all that follows. */
const URL_LIKE =
  /\b([a-z][a-z0-9+.-]{0,20}:\/\/)(?:[^\s/@"']*@)?((?:\[[\da-f:.]*\]|[^\s/?#"'<>):[\]]*)(?::\d{1,5}(?![^\s/?#"'<>),.;]))?)[^\s"'<>)]*/gi
const BEARER = /\b(bearer|basic)\s+[^\s,"']+/gi
const SECRET = /\b((?:\w{0,40}[_-])?(?:key|token|secret|password|apikey)["']?\s{0,3}[=:]\s{0,3}["']?)[^\s&,;"']+/gi
/** Seven digits and more are a phone, or part of one: also with signs between them. A date is none. */
const LONG_NUMBER = /\b20\d\d-[01]\d-[0-3]\d(?!\d)|\+?\d(?:[\s()-]{0,2}\d){6,}/g
const maskUnlessDate = (number: string) =>
  /^20\d\d-[01]\d-[0-3]\d$/.test(number) ? number : `…${number.replace(/\D/g, '').slice(-3)}`

/**
 * One line of at most `longest` characters that carries nothing to be kept: of a URL the origin is left, of what follows
 * `key=` or `Bearer` nothing, of a long number its last three digits.
 */
export function scrubbed(text: string, longest: number): string {
  // No pattern is let loose on a megabyte. Cut with room, so that no key is cut in two and half of it kept.
  const clean = text
    .slice(0, longest * 4)
    .replace(URL_LIKE, '$1$2')
    .replace(BEARER, '$1 […]')
    .replace(SECRET, '$1[…]')
    .replace(LONG_NUMBER, maskUnlessDate)
  const line = printable(clean)
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}
