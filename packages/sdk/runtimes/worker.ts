import { probe } from './probe.ts'

/** A worker that is asked over HTTP where to buy. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { searchParams } = new URL(request.url)
    return Response.json(await probe(searchParams.get('baseUrl') ?? '', searchParams.get('apiKey') ?? ''))
  },
}
