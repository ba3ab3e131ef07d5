/** `4:05`, `1:02:03`, and `3 d 04:00` where seconds do not matter. A second that has begun counts. */
export function toClock(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1_000))
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60),
  ]
  const two = (figure: number) => String(figure).padStart(2, '0')
  if (days > 0) return `${days} d ${two(hours)}:${two(minutes % 60)}`
  if (hours > 0) return `${hours}:${two(minutes % 60)}:${two(seconds % 60)}`
  return `${minutes}:${two(seconds % 60)}`
}
