/** In which ink an icon stands on the colour of its brand. */
export function inkOn(hex: string): 'white' | 'black' {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(at => linear(Number.parseInt(hex.slice(at, at + 2), 16) / 255))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  // A little in favour of white, in which brands show themselves.
  return luminance > 0.45 ? 'black' : 'white'
}

const linear = (share: number) => (share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4)
